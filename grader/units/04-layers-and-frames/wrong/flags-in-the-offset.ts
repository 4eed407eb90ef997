// Wrong on purpose: the flags are left in the fragment offset.
// check: decodes-udp
// cause: flags-in-the-offset

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
  const at = layers.findIndex(({ layer }) => layer === 'ipv4');
  const ip = layers[at];
  if (ip?.layer !== 'ipv4') return layers;
  const begin = 14 + 4 * (at - 1);
  const fragmentOffset = Buffer.from(bytes).readUInt16BE(begin + 6) * 8;
  const headers = [...layers.slice(0, at), { ...ip, fragmentOffset }];
  if (fragmentOffset === 0) return [...headers, ...layers.slice(at + 1)];
  const carried = bytes.slice(begin + 20 + ip.options.length, begin + ip.totalLength);
  return [...headers, { layer: 'payload', bytes: carried }];
}
