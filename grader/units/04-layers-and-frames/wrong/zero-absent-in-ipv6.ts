// Wrong on purpose: a UDP checksum of 0 means none, over IPv6 as over IPv4.
// check: verdicts
// cause: absent-in-ipv6

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
  const start = layers.findIndex((layer) => layer.layer === 'ipv6') < 0 ? -1 : 54;
  return layers.map((layer) => {
    if (layer.layer !== 'udp' || start < 0) return layer;
    const field = Buffer.from(bytes).readUInt16BE(start + 6);
    return field === 0 ? { ...layer, checksum: 'absent' } : layer;
  });
}
