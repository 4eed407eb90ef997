// Wrong on purpose: IPv6 addresses are written without leading zeros.
// check: ipv6
// cause: address-form

import type { Layer } from '../../../../solutions/04-layers-and-frames.ts';
import * as reference from '../../../../solutions/04-layers-and-frames.ts';

export {
  encapsulate,
  FrameError,
  internetChecksum,
  startEchoHost,
} from '../../../../solutions/04-layers-and-frames.ts';

export function decodeFrame(bytes: Uint8Array): Layer[] {
  return reference
    .decodeFrame(bytes)
    .map((layer) =>
      layer.layer === 'ipv6'
        ? { ...layer, source: short(layer.source), destination: short(layer.destination) }
        : layer,
    );
}

function short(address: string): string {
  const groups = address.split(':').map((group) => Number.parseInt(group, 16));
  return groups.map((group) => group.toString(16)).join(':');
}
