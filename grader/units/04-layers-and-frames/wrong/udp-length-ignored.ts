// Wrong on purpose: UDP’s payload is all that the packet has left, whatever UDP’s length says.
// check: padding
// cause: udp-length-ignored

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
  const [, ip, udp] = layers;
  if (ip?.layer !== 'ipv4' || udp?.layer !== 'udp') return layers;
  const begin = 14 + 20 + ip.options.length + 8;
  const rest = bytes.subarray(begin, 14 + ip.totalLength);
  return layers.map((layer) =>
    layer.layer === 'payload' ? { layer: 'payload', bytes: rest } : layer,
  );
}
