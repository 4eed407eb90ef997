// Wrong on purpose: a class that extends Error is taken to have its own name by that.
// check: truncated
// cause: error-without-name

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export class FrameError extends Error {}

export function decodeFrame(bytes: Uint8Array): Layer[] {
  try {
    return reference.decodeFrame(bytes);
  } catch (error) {
    throw new FrameError(error instanceof Error ? error.message : 'ethernet: unreadable');
  }
}
