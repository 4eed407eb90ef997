// Wrong on purpose: 9,999 bytes are taken for too many.
// check: refuses-long
// cause: largest-refused
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export function encodeMessage(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length >= 9999) throw new RangeError('the text is too long');
  const header = String(body.length).padStart(4, '0');
  return Buffer.concat([Buffer.from(header), body]);
}
