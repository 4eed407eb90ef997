// Wrong on purpose: every frame that cannot be read gets the same message.
// check: truncated
// cause: another-layer-named

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export class FrameError extends Error {
  override readonly name = 'FrameError';
}

export function decodeFrame(bytes: Uint8Array): Layer[] {
  try {
    return reference.decodeFrame(bytes);
  } catch {
    throw new FrameError(`cannot decode a frame of ${bytes.length} bytes`);
  }
}
