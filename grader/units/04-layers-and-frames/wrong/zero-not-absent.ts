// Wrong on purpose: a UDP checksum field of 0 is compared like any other.
// check: verdicts
// cause: zero-not-absent

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
    .map((layer) =>
      layer.layer === 'udp' && layer.checksum === 'absent'
        ? { ...layer, checksum: 'wrong' as const }
        : layer,
    );
}
