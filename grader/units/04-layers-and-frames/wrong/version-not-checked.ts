// Wrong on purpose: the version is not looked at, since the EtherType has told it already.
// check: truncated
// cause: length-believed

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  const frame = Buffer.from(bytes);
  if (frame.length < 34 || frame.readUInt16BE(12) !== 0x0800) return reference.decodeFrame(bytes);
  const sum = reference.internetChecksum(frame.subarray(14, 14 + (frame.readUInt8(14) & 15) * 4));
  frame.writeUInt8(0x40 | (frame.readUInt8(14) & 15), 14);
  return reference
    .decodeFrame(frame)
    .map((layer) =>
      layer.layer === 'ipv4' ? { ...layer, checksum: sum === 0 ? 'ok' : 'wrong' } : layer,
    );
}
