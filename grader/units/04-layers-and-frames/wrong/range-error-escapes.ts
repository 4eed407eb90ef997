// Wrong on purpose: the buffer is left to complain when something is read behind its end.
// check: truncated
// cause: range-error-escapes

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  const frame = Buffer.from(bytes);
  const destination = macText(frame, 0);
  const source = macText(frame, 6);
  const etherType = frame.readUInt16BE(12);
  const [, ...others] = reference.decodeFrame(bytes);
  return [{ layer: 'ethernet', destination, source, etherType }, ...others];
}

function macText(frame: Buffer, at: number): string {
  const parts = [0, 1, 2, 3, 4, 5].map((i) => frame.readUInt8(at + i));
  return parts.map((part) => part.toString(16).padStart(2, '0')).join(':');
}
