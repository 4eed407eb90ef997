// Wrong on purpose: a short length is written with as many digits as it has.
// check: encodes
// cause: header-not-padded
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export function encodeMessage(text: string): Buffer {
  const length = Buffer.byteLength(text);
  if (length > 9999) throw new RangeError('the text is too long');
  return Buffer.from(`${length}${text}`);
}
