// Wrong on purpose: IPv4’s header is taken to have 20 bytes, whatever IHL says.
// check: ip-options
// cause: fixed-header

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
  if (ethernet?.layer !== 'ethernet' || ip?.layer !== 'ipv4') return layers;
  if (ip.options.length === 0) return layers;
  const packet = Buffer.from(bytes).subarray(14, 14 + ip.totalLength);
  const checksum = reference.internetChecksum(packet.subarray(0, 20)) === 0 ? 'ok' : 'wrong';
  const header: Layer = { ...ip, checksum, options: packet.subarray(20, 20) };
  const udp = others[0];
  if (udp?.layer !== 'udp')
    return [ethernet, header, { layer: 'payload', bytes: packet.subarray(20) }];
  const sourcePort = packet.readUInt16BE(20);
  const destinationPort = packet.readUInt16BE(22);
  const length = packet.readUInt16BE(24);
  return [
    ethernet,
    header,
    { ...udp, sourcePort, destinationPort, length },
    { layer: 'payload', bytes: packet.subarray(28) },
  ];
}
