// Wrong on purpose: the limit is on the characters of the text, and not on its bytes.
// check: refuses-long
// cause: limit-in-characters
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export function encodeMessage(text: string): Buffer {
  if (text.length > 9999) throw new RangeError(`the text is too long: ${text.length}`);
  const body = Buffer.from(text);
  const header = String(body.length).padStart(4, '0');
  return Buffer.concat([Buffer.from(header), body]);
}
