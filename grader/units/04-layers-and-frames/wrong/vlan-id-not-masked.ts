// Wrong on purpose: the VLAN id is taken to be all 16 bits of the tag.
// check: tags-and-arp
// cause: tag-not-masked

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  const frame = Buffer.from(bytes);
  return reference
    .decodeFrame(bytes)
    .map((layer, i) =>
      layer.layer === 'vlan' ? { ...layer, id: frame.readUInt16BE(14 + 4 * (i - 1)) } : layer,
    );
}
