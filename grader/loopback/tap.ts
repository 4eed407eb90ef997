import { once } from 'node:events';
import net from 'node:net';
import type { Address } from './tcp.ts';

/** What a tap has seen pass. `client` counts them from 1. */
export interface Seen {
  client: number;
  from: 'client' | 'server';
  kind: 'connect' | 'data' | 'datagram' | 'fin' | 'rst' | 'refused';
  bytes?: Buffer;
}

/** Something that stands between two programs and tells what passes. */
export interface Tap {
  /** Where the clients connect. */
  address: Address;
  close(): Promise<void>;
}

const LAST_WORDS_MS = 300;

/** Stands before a TCP server: bytes, FIN and RST go on as they come, each way. */
export async function tapTcp(
  listen: Address,
  target: Address,
  tell: (seen: Seen) => void,
): Promise<Tap> {
  let clients = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true }, (near) => {
    const client = ++clients;
    tell({ client, from: 'client', kind: 'connect' });
    const far = net.connect({ ...target, allowHalfOpen: true });
    for (const socket of [near, far]) sockets.add(socket.setNoDelay(true));
    far.once('connect', () => {
      carry(near, far, (seen) => tell({ client, from: 'client', ...seen }));
      carry(far, near, (seen) => tell({ client, from: 'server', ...seen }));
    });
    far.once('error', () => {
      if (!far.connecting && far.bytesRead + far.bytesWritten > 0) return;
      tell({ client, from: 'server', kind: 'refused' });
      near.resetAndDestroy();
    });
    near.on('error', () => {});
  });
  server.listen(listen.port, listen.host);
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the tap is not listening');
  return {
    address: { host: bound.address, port: bound.port },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      // The last FIN or RST may still be on its way. Who keeps a connection half open is not waited for.
      const timer = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, LAST_WORDS_MS);
      await closed;
      clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
    },
  };
}

function carry(
  from: net.Socket,
  to: net.Socket,
  tell: (seen: Pick<Seen, 'kind' | 'bytes'>) => void,
): void {
  from.on('data', (bytes: Buffer) => {
    tell({ kind: 'data', bytes });
    if (to.destroyed || to.write(bytes)) return;
    from.pause();
    to.once('drain', () => from.resume());
  });
  from.on('end', () => {
    tell({ kind: 'fin' });
    to.end();
  });
  from.on('error', () => {
    if (!to.destroyed) {
      tell({ kind: 'rst' });
      to.resetAndDestroy();
    }
  });
}
