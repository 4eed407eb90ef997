// Wrong on purpose: where there is nothing behind the headers, no payload is given.
// check: decodes-udp
// cause: no-empty-payload

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
  return layers.filter((layer) => layer.layer !== 'payload' || layer.bytes.length > 0);
}
