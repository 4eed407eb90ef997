// Wrong on purpose: a text that is too long is cut to fit.
// check: refuses-long
// cause: text-cut
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export function encodeMessage(text: string): Buffer {
  const body = Buffer.from(text).subarray(0, 9999);
  const header = String(body.length).padStart(4, '0');
  return Buffer.concat([Buffer.from(header), body]);
}
