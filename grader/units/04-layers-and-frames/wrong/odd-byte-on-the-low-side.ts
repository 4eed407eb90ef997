// Wrong on purpose: the byte that is left over is added as it is, as the low half of a word.
// check: checksum
// cause: odd-byte-low

export {
  decodeFrame,
  encapsulate,
  FrameError,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function internetChecksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  let at = 0;
  for (; at + 1 < bytes.length; at += 2) sum += view.getUint16(at);
  if (at < bytes.length) sum += view.getUint8(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
