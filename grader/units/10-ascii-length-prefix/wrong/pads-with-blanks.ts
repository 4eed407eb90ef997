// Wrong on purpose: the header is filled up with blanks.
// check: encodes
// cause: blanks-in-front
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export function encodeMessage(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length > 9999) throw new RangeError('the text is too long');
  return Buffer.concat([Buffer.from(String(body.length).padStart(4)), body]);
}
