// Wrong on purpose: UDP's length is compared with what is here, in a first fragment too.
// check: fragments
// cause: first-fragment-refused

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
  const udp = layers.find((layer) => layer.layer === 'udp');
  const payload = layers.at(-1);
  if (udp && payload?.layer === 'payload' && udp.length > 8 + payload.bytes.length)
    throw new reference.FrameError('udp', `${udp.length} bytes`, 8 + payload.bytes.length);
  return layers;
}
