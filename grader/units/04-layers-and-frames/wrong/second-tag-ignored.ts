// Wrong on purpose: one VLAN tag is looked for, and no second one behind it.
// check: tags-and-arp
// cause: second-tag-ignored

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
  const [ethernet, tag, second] = layers;
  if (ethernet === undefined || tag?.layer !== 'vlan' || second?.layer !== 'vlan') return layers;
  return [ethernet, tag, { layer: 'payload', bytes: bytes.subarray(18) }];
}
