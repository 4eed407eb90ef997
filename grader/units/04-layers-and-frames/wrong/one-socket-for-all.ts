// Wrong on purpose: one socket, made when the module is loaded, serves every call.
// check: echo-host
// cause: one-socket-for-all

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

const socket = dgram.createSocket('udp4');
let started: Promise<unknown> | undefined;

export async function startEchoHost(at: { host: string; port: number }): Promise<dgram.Socket> {
  started ??= start(at);
  await started;
  return socket;
}

async function start(at: { host: string; port: number }): Promise<void> {
  socket.on('error', () => {});
  socket.on('message', (frame, from) => {
    let layers: Layer[];
    try {
      layers = decodeFrame(frame);
    } catch {
      return;
    }
    const [ethernet, ip, udp, payload] = layers;
    if (ethernet?.layer !== 'ethernet' || ip?.layer !== 'ipv4') return;
    if (udp?.layer !== 'udp' || payload?.layer !== 'payload') return;
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
}
