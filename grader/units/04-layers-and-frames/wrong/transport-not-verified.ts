// Wrong on purpose: IPv4’s checksum is verified, and that of UDP and TCP believed.
// check: verdicts
// cause: checksum-not-verified

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
  const overIpv6 = layers.some((layer) => layer.layer === 'ipv6');
  return layers.map((layer) => {
    if (layer.layer === 'tcp' && layer.checksum === 'wrong') return { ...layer, checksum: 'ok' };
    if (layer.layer !== 'udp' || layer.checksum !== 'wrong') return layer;
    const isZero = overIpv6 && Buffer.from(bytes).readUInt16BE(60) === 0;
    return isZero ? layer : { ...layer, checksum: 'ok' };
  });
}
