// Wrong on purpose: a bad frame is told by a RangeError, as a bad argument is.
// check: truncated
// cause: another-class

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
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : 'ethernet: unreadable');
  }
}
