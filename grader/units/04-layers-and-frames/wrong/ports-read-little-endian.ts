// Wrong on purpose: the ports are read as the processor would read them from memory.
// check: decodes-udp
// cause: little-endian

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  return reference.decodeFrame(bytes).map((layer) => {
    if (layer.layer !== 'udp' && layer.layer !== 'tcp') return layer;
    const sourcePort = asInMemory(layer.sourcePort);
    return { ...layer, sourcePort, destinationPort: asInMemory(layer.destinationPort) };
  });
}

function asInMemory(field: number): number {
  const bytes = Uint8Array.of(field >> 8, field & 0xff);
  return new DataView(bytes.buffer).getUint16(0, true);
}
