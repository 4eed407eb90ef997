// Wrong on purpose: it keeps the connection to the target in a variable that all clients share.
// check: many-pairs
// cause: bytes-of-another-pair
import { once } from 'node:events';
import net from 'node:net';

export interface Address {
  host: string;
  port: number;
}

let upstream: net.Socket;

export async function startRelay({ host, port }: Address, target: Address): Promise<net.Server> {
  const options = { allowHalfOpen: true, noDelay: true };
  const server = net.createServer(options, (client) => {
    upstream = net.connect({ ...target, ...options });
    const wayBack = upstream;
    client.on('data', (chunk) => {
      if (!upstream.write(chunk)) client.pause();
    });
    wayBack.on('drain', () => client.resume());
    client.on('end', () => wayBack.end());
    client.on('error', () => wayBack.resetAndDestroy());
    carry(wayBack, client);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function carry(from: net.Socket, to: net.Socket): void {
  from.on('data', (chunk) => {
    if (!to.write(chunk)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
}
