// Wrong on purpose: a DataView is laid over bytes.buffer, wherever in it the frame begins.
// check: decodes-udp
// cause: byte-offset-ignored

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  const view = new DataView(bytes.buffer);
  const frame = new Uint8Array(Math.min(bytes.length, view.byteLength));
  for (let at = 0; at < frame.length; at++) frame[at] = view.getUint8(at);
  return reference.decodeFrame(frame);
}
