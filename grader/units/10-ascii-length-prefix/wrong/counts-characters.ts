// Wrong on purpose: the length of the string is sent, and not that of its bytes.
// check: encodes
// cause: characters-counted
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export function encodeMessage(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length > 9999) throw new RangeError('the text is too long');
  return Buffer.from(text.length.toString().padStart(4, '0') + text);
}
