// Wrong on purpose: IPv4’s options are skipped, and not given.
// check: ip-options
// cause: options-left-out

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  return reference
    .decodeFrame(bytes)
    .map((layer) => (layer.layer === 'ipv4' ? { ...layer, options: new Uint8Array() } : layer));
}
