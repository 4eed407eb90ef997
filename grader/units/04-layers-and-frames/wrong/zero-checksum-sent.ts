// Wrong on purpose: a UDP checksum that is computed to 0 is sent as 0.
// check: udp-checksum
// cause: zero-sent

import { internetChecksum, type UdpHeaders } from '../../../../solutions/04-layers-and-frames.ts';

export {
  decodeFrame,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function encapsulate(message: Uint8Array, headers: UdpHeaders): Buffer {
  const { source, destination, ttl, identification } = headers;
  if (message.length > 1472) throw new RangeError(`${message.length} bytes do not fit a frame`);
  const udpLength = 8 + message.length;
  const frame = Buffer.alloc(42 + message.length);
  frame.write(destination.mac.replaceAll(':', ''), 0, 'hex');
  frame.write(source.mac.replaceAll(':', ''), 6, 'hex');
  frame.writeUInt16BE(0x0800, 12);
  frame.writeUInt8(0x45, 14);
  frame.writeUInt16BE(20 + 8 + message.length, 16);
  frame.writeUInt16BE(identification, 18);
  frame.writeUInt8(ttl, 22);
  frame.writeUInt8(17, 23);
  frame.set(source.address.split('.').map(Number), 26);
  frame.set(destination.address.split('.').map(Number), 30);
  frame.writeUInt16BE(internetChecksum(frame.subarray(14, 34)), 24);
  frame.writeUInt16BE(source.port, 34);
  frame.writeUInt16BE(destination.port, 36);
  frame.writeUInt16BE(udpLength, 38);
  frame.set(message, 42);
  const pseudo = Buffer.concat([
    frame.subarray(26, 34),
    Buffer.of(0, 17, udpLength >> 8, udpLength & 0xff),
  ]);
  const sum = internetChecksum(Buffer.concat([pseudo, frame.subarray(34)]));
  frame.writeUInt16BE(sum, 40);
  return frame;
}
