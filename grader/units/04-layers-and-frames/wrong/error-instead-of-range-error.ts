// Wrong on purpose: what is too long is refused with a plain Error.
// check: refuses-large
// cause: no-range-error

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
  if (message.length > 1472) throw new Error(`${message.length} bytes do not fit into one frame`);
  return reference(message, headers);
}
