// Wrong on purpose: the pseudo-header’s length is taken to be that of the message.
// check: udp-checksum
// cause: pseudo-header-length

import {
  internetChecksum,
  encapsulate as reference,
  type UdpHeaders,
} from '../../../../solutions/04-layers-and-frames.ts';

export {
  decodeFrame,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function encapsulate(message: Uint8Array, headers: UdpHeaders): Buffer {
  const frame = reference(message, headers);
  const pseudo = Buffer.from([...frame.subarray(26, 34), 0, 17, 0, 0]);
  pseudo.writeUInt16BE(message.length, 10);
  frame.writeUInt16BE(0, 40);
  const sum = internetChecksum(Buffer.concat([pseudo, frame.subarray(34)]));
  frame.writeUInt16BE(sum === 0 ? 0xffff : sum, 40);
  return frame;
}
