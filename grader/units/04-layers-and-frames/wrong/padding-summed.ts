// Wrong on purpose: TCP’s checksum is verified over all that is left of the frame.
// check: verdicts
// cause: padding-summed

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
  const [, ip, tcp] = layers;
  if (ip?.layer !== 'ipv4' || tcp?.layer !== 'tcp' || ip.moreFragments) return layers;
  const frame = Buffer.from(bytes);
  const segment = frame.subarray(14 + 20 + ip.options.length);
  const pseudo = Buffer.from([...frame.subarray(26, 34), 0, 6, 0, 0]);
  pseudo.writeUInt16BE(segment.length, 10);
  const sum = reference.internetChecksum(Buffer.concat([pseudo, segment]));
  const checksum = sum === 0 ? ('ok' as const) : ('wrong' as const);
  return layers.map((layer) => (layer.layer === 'tcp' ? { ...layer, checksum } : layer));
}
