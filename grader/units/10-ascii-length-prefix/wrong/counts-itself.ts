// Wrong on purpose: the header is counted too.
// check: encodes
// cause: header-counted
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export function encodeMessage(text: string): Buffer {
  const length = Buffer.byteLength(text);
  if (length > 9999) throw new RangeError('the text is too long');
  const message = Buffer.alloc(4 + length);
  message.write(String(message.length).padStart(4, '0'), 0);
  message.write(text, 4);
  return message;
}
