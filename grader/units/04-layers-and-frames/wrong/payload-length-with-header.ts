// Wrong on purpose: IPv6’s payload length is taken to count its header, as IPv4’s total length does.
// check: ipv6
// cause: payload-length-with-header

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
  const [ethernet, ip, ...others] = layers;
  if (ethernet?.layer !== 'ethernet' || ip?.layer !== 'ipv6') return layers;
  const carried = bytes.subarray(14 + 40, 14 + ip.payloadLength);
  const first = others[0];
  if (first?.layer === 'payload') return [ethernet, ip, { layer: 'payload', bytes: carried }];
  const needed = first?.layer === 'udp' ? 8 : 20;
  if (carried.length < needed)
    throw new reference.FrameError(first?.layer ?? 'tcp', `${needed} bytes`, carried.length);
  return layers;
}
