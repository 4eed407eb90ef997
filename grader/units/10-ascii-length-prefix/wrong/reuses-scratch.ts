// Wrong on purpose: all messages are written into one buffer, to save allocations.
// check: own-bytes
// cause: buffer-reused
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

const scratch = Buffer.alloc(4 + 9999);

export function encodeMessage(text: string): Buffer {
  const length = Buffer.byteLength(text);
  if (length > 9999) throw new RangeError('the text is too long');
  scratch.write(String(length).padStart(4, '0'), 0);
  scratch.write(text, 4);
  return scratch.subarray(0, 4 + length);
}
