// Wrong on purpose: subarray() is relied on, which gives what is there without a word.
// check: truncated
// cause: cut-not-noticed

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
  const isArp = frame.subarray(12, 20).toString('hex').startsWith('0806');
  if (!isArp || frame.length >= 42) return reference.decodeFrame(bytes);
  const etherType = 0x0806;
  return [
    { layer: 'ethernet', destination: mac(frame, 0), source: mac(frame, 6), etherType },
    {
      layer: 'arp',
      operation: (frame[20] ?? 0) * 256 + (frame[21] ?? 0),
      senderMac: mac(frame, 22),
      senderAddress: frame.subarray(28, 32).join('.'),
      targetMac: mac(frame, 32),
      targetAddress: frame.subarray(38, 42).join('.'),
    },
  ];
}

function mac(frame: Buffer, at: number): string {
  const hex = frame.subarray(at, at + 6).toString('hex');
  return (hex.match(/../g) ?? []).join(':');
}
