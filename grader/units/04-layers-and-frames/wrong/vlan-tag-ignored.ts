// Wrong on purpose: a frame with a VLAN tag is one of an EtherType that nobody knows.
// check: tags-and-arp
// cause: tag-ignored

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
  const [ethernet] = layers;
  if (ethernet?.layer !== 'ethernet') return layers;
  switch (ethernet.etherType) {
    case 0x0800:
    case 0x0806:
    case 0x86dd:
      return layers;
    default:
      return [ethernet, { layer: 'payload', bytes: bytes.subarray(14) }];
  }
}
