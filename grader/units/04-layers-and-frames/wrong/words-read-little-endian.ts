// Wrong on purpose: the words are read as the processor holds them, low byte first.
// check: checksum
// cause: bytes-swapped

export {
  decodeFrame,
  encapsulate,
  FrameError,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function internetChecksum(bytes: Uint8Array): number {
  const even = Buffer.alloc(bytes.length + (bytes.length % 2));
  even.set(bytes);
  let sum = 0;
  for (let i = 0; i < even.length; i += 2) sum += even.readUInt16LE(i);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
