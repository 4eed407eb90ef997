// Wrong on purpose: TCP’s header is taken to have 20 bytes, whatever data offset says.
// check: decodes-tcp
// cause: fixed-header

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  const layers = reference.decodeFrame(bytes);
  const tcp = layers.at(-2);
  const payload = layers.at(-1);
  if (tcp?.layer !== 'tcp' || payload?.layer !== 'payload') return layers;
  const behind = Buffer.concat([tcp.options, payload.bytes]);
  return [
    ...layers.slice(0, -2),
    { ...tcp, options: Buffer.alloc(0) },
    { layer: 'payload', bytes: behind },
  ];
}
