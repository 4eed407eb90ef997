// Wrong on purpose: short frames are filled up to the 60 bytes that Ethernet asks for.
// check: encapsulates
// cause: padding-added

import {
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
  return frame.length < 60 ? Buffer.concat([frame, Buffer.alloc(60 - frame.length)]) : frame;
}
