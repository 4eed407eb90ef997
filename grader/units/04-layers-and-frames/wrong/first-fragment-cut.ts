// Wrong on purpose: nothing is asked of a first fragment, its header may end in the next one.
// check: truncated
// cause: length-believed

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  try {
    return reference.decodeFrame(bytes);
  } catch (error) {
    const frame = Buffer.from(bytes);
    const isTcp = error instanceof Error && error.message.startsWith('tcp:');
    if (!isTcp || (frame.readUInt8(20) & 0x20) === 0) throw error;
    frame.writeUInt8(253, 23); // a protocol for experiments: what it carries is a payload
    const [ethernet, ip, payload] = reference.decodeFrame(frame);
    if (!ethernet || ip?.layer !== 'ipv4' || !payload) throw error;
    return [ethernet, { ...ip, protocol: 6 }, payload];
  }
}
