// Wrong on purpose: ~ turns over all 32 bits of the sum.
// check: checksum
// cause: turned-32-bits

export {
  decodeFrame,
  encapsulate,
  FrameError,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function internetChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const [i, byte] of bytes.entries()) sum += i % 2 === 0 ? byte << 8 : byte;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum;
}
