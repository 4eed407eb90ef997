// Wrong on purpose: what is verified is the datagram alone, without its pseudo-header.
// check: verdicts
// cause: pseudo-header-not-summed

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
  const carried = layers.at(-1);
  return layers.map((layer) => {
    if (layer.layer !== 'udp' || layer.checksum === 'absent') return layer;
    if (layer.checksum === 'unverified' || carried?.layer !== 'payload') return layer;
    const end = carried.bytes.byteOffset + carried.bytes.length;
    const datagram = Buffer.from(carried.bytes.buffer, end - layer.length, layer.length);
    return { ...layer, checksum: reference.internetChecksum(datagram) === 0 ? 'ok' : 'wrong' };
  });
}
