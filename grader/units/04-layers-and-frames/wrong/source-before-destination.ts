// Wrong on purpose: Ethernet’s addresses are read in the order of IP’s: the source first.
// check: decodes-udp
// cause: exchanged

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  const [first, ...others] = reference.decodeFrame(bytes);
  if (first?.layer !== 'ethernet') return others;
  const hex = Buffer.from(bytes).toString('hex');
  const source = colons(hex.slice(0, 12));
  const destination = colons(hex.slice(12, 24));
  return [{ layer: 'ethernet', destination, source, etherType: first.etherType }, ...others];
}

function colons(hex: string): string {
  return (hex.match(/../g) ?? []).join(':');
}
