// Wrong on purpose: IHL is read for the options, and UDP still taken from byte 20 of the packet.
// check: ip-options
// cause: transport-at-byte-20

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
  const [ethernet, ip] = layers;
  if (ethernet?.layer !== 'ethernet' || ip?.layer !== 'ipv4') return layers;
  if (ip.protocol !== 17 || ip.fragmentOffset > 0) return layers;
  const datagram = Buffer.from(bytes).subarray(14 + 20, 14 + ip.totalLength);
  const length = datagram.readUInt16BE(4);
  if (length < 8) throw new reference.FrameError('udp', 'a length of 8 or more', length);
  if (ip.options.length === 0) return layers;
  return [
    ethernet,
    ip,
    {
      layer: 'udp',
      sourcePort: datagram.readUInt16BE(0),
      destinationPort: datagram.readUInt16BE(2),
      length,
      checksum: 'wrong',
    },
    { layer: 'payload', bytes: datagram.subarray(8, length) },
  ];
}
