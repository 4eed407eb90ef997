// Wrong on purpose: the byte that is left over is forgotten.
// check: checksum
// cause: odd-byte-dropped

export {
  decodeFrame,
  encapsulate,
  FrameError,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function internetChecksum(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes);
  let sum = 0;
  for (let i = 0; i + 1 < buffer.length; i += 2) sum += buffer.readUInt16BE(i);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
