// Wrong on purpose: the layers are looked for by name, whatever stands between them.
// check: echo-host
// cause: answered-a-broken-frame

import dgram from 'node:dgram';
import { once } from 'node:events';
import {
  decodeFrame,
  encapsulate,
  type Layer,
} from '../../../../solutions/04-layers-and-frames.ts';

export {
  decodeFrame,
  encapsulate,
  FrameError,
  internetChecksum,
} from '../../../../solutions/04-layers-and-frames.ts';

export async function startEchoHost(at: { host: string; port: number }): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  socket.on('error', () => {});
  socket.on('message', (frame, from) => {
    let layers: Layer[];
    try {
      layers = decodeFrame(frame);
    } catch {
      return;
    }
    const ethernet = layers.find((one) => one.layer === 'ethernet');
    const ip = layers.find((one) => one.layer === 'ipv4');
    const udp = layers.find((one) => one.layer === 'udp');
    const payload = layers.find((one) => one.layer === 'payload');
    if (!ethernet || !ip || !udp || !payload) return;
    if (ip.checksum !== 'ok' || !['ok', 'absent'].includes(udp.checksum)) return;
    if (payload.bytes.length > 1472) return;
    socket.send(
      encapsulate(payload.bytes, {
        source: { mac: ethernet.destination, address: ip.destination, port: udp.destinationPort },
        destination: { mac: ethernet.source, address: ip.source, port: udp.sourcePort },
        ttl: 64,
        identification: ip.identification,
      }),
      from.port,
      from.address,
    );
  });
  socket.bind(at.port, at.host);
  await once(socket, 'listening');
  return socket;
}
