import dgram from 'node:dgram';
import { once } from 'node:events';
import type { Seen, Tap } from './tap.ts';
import type { Address } from './tcp.ts';

/** Stands before a UDP server: for each client it has a socket of its own, so that the server can tell them apart. */
export async function tapUdp(
  listen: Address,
  target: Address,
  tell: (seen: Seen) => void,
): Promise<Tap> {
  const clients = new Map<string, { client: number; far: dgram.Socket }>();
  const near = dgram.createSocket('udp4');
  near.on('message', (bytes, { address, port }) => {
    const key = `${address}:${port}`;
    const known = clients.get(key) ?? { client: clients.size + 1, far: farSocket(address, port) };
    clients.set(key, known);
    tell({ client: known.client, from: 'client', kind: 'datagram', bytes });
    known.far.send(bytes, target.port, target.host, () => {});
  });

  function farSocket(host: string, port: number): dgram.Socket {
    const client = clients.size + 1;
    const far = dgram.createSocket('udp4');
    far.on('error', () => {});
    far.on('message', (bytes, from) => {
      if (from.port !== target.port || from.address !== target.host) return;
      tell({ client, from: 'server', kind: 'datagram', bytes });
      near.send(bytes, port, host, () => {});
    });
    return far;
  }

  near.bind(listen.port, listen.host);
  await once(near, 'listening');
  near.on('error', () => {});
  const { address, port } = near.address();
  return {
    address: { host: address, port },
    async close() {
      for (const { far } of clients.values()) far.close();
      await new Promise<void>((resolve) => near.close(resolve));
    },
  };
}
