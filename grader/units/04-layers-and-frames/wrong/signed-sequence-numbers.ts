// Wrong on purpose: 32 bits are put together with shifts, which gives a signed number.
// check: decodes-tcp
// cause: signed-number

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
    if (layer.layer !== 'tcp') return layer;
    const { sequence, acknowledgment } = layer;
    return { ...layer, sequence: word(sequence), acknowledgment: word(acknowledgment) };
  });
}

function word(field: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = [24, 16, 8, 0].map((bits) => (field >>> bits) & 0xff);
  return (a << 24) | (b << 16) | (c << 8) | d;
}
