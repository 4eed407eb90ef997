// Wrong on purpose: the header is summed with its checksum in place, and compared with that.
// check: verdicts
// cause: checksum-field-not-zeroed

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
  let start = 14;
  return reference.decodeFrame(bytes).map((layer) => {
    if (layer.layer === 'vlan') start += 4;
    if (layer.layer !== 'ipv4') return layer;
    const header = frame.subarray(start, start + 20 + layer.options.length);
    const matches = reference.internetChecksum(header) === header.readUInt16BE(10);
    return { ...layer, checksum: matches ? 'ok' : 'wrong' };
  });
}
