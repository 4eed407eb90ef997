// Wrong on purpose: what is too long is refused with whatever error is at hand.
// check: refuses-long
// cause: other-error-class
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export function encodeMessage(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length > 9999) throw new Error('the text is too long');
  return Buffer.concat([Buffer.from(String(body.length).padStart(4, '0')), body]);
}
