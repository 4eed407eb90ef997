// Wrong on purpose: a UDP header is read from each fragment, whatever its offset.
// check: fragments
// cause: ports-from-a-later-fragment

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  const layers = reference.decodeFrame(bytes);
  const ip = layers.find((layer) => layer.layer === 'ipv4');
  const payload = layers.at(-1);
  if (ip?.protocol !== 17 || ip.fragmentOffset === 0) return layers;
  if (payload?.layer !== 'payload' || payload.bytes.length < 8) return layers;
  const carried = Buffer.from(payload.bytes);
  return [
    ...layers.slice(0, -1),
    {
      layer: 'udp',
      sourcePort: carried.readUInt16BE(0),
      destinationPort: carried.readUInt16BE(2),
      length: carried.readUInt16BE(4),
      checksum: 'unverified',
    },
    { layer: 'payload', bytes: carried.subarray(8) },
  ];
}
