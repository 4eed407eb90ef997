// Wrong on purpose: the fragment offset is given as the field holds it, in units of 8 bytes.
// check: fragments
// cause: offset-in-units-of-8

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return reference.decodeFrame(bytes).map((layer) => {
    if (layer.layer !== 'ipv4' || view.getUint16(12) !== 0x0800) return layer;
    return { ...layer, fragmentOffset: view.getUint16(20) & 0x1fff };
  });
}
