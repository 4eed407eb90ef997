// Wrong on purpose: the payload is everything in the frame behind the headers.
// check: padding
// cause: padding-as-payload

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
  let headers = 0;
  for (const layer of layers) headers += headerLength(layer);
  return layers.map((layer) =>
    layer.layer === 'payload' ? { layer: 'payload', bytes: bytes.subarray(headers) } : layer,
  );
}

function headerLength(layer: Layer): number {
  switch (layer.layer) {
    case 'ethernet':
      return 14;
    case 'vlan':
      return 4;
    case 'ipv4':
    case 'tcp':
      return 20 + layer.options.length;
    case 'ipv6':
      return 40;
    case 'udp':
      return 8;
    default:
      return 0;
  }
}
