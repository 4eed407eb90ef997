// Wrong on purpose: the carry is added once, and what that carries is lost.
// check: checksum
// cause: one-fold-only

export {
  decodeFrame,
  encapsulate,
  FrameError,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function internetChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) {
    sum += ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
  }
  sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
