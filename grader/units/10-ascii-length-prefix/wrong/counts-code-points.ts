// Wrong on purpose: the characters are counted as people see them, and not the bytes.
// check: encodes
// cause: characters-counted
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export function encodeMessage(text: string): Buffer {
  if (Buffer.byteLength(text) > 9999) throw new RangeError('the text is too long');
  return Buffer.from(String([...text].length).padStart(4, '0') + text);
}
