// Wrong on purpose: a checksum field of 0 means that there is none, in a fragment too.
// check: verdicts
// cause: fragment-judged

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
  const ip = layers.find(({ layer }) => layer === 'ipv4');
  if (ip?.layer !== 'ipv4' || !ip.moreFragments) return layers;
  const field = Buffer.from(bytes).readUInt16BE(14 + 20 + ip.options.length + 6);
  return layers.map((layer) =>
    layer.layer === 'udp' && field === 0 ? { ...layer, checksum: 'absent' as const } : layer,
  );
}
