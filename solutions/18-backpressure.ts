import { once } from 'node:events';
import net from 'node:net';

/** Where a relay listens, or what it connects to. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/**
 * A relay: whoever connects to `address` talks to `target` through it, in bounded memory. FIN and RST
 * are passed on like bytes. Resolves once it listens; rejects with the kernel's error where it cannot.
 */
export async function startRelay({ host, port }: Address, target: Address): Promise<net.Server> {
  // allowHalfOpen, on both sides: a FIN ends one direction, and the other one goes on.
  const options = { allowHalfOpen: true, noDelay: true };
  const server = net.createServer(options, (client) => {
    const upstream = net.connect({ ...target, ...options });
    carry(client, upstream);
    carry(upstream, client);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

/** Carries one direction of a connection: its bytes, its FIN, and its end by an error. */
function carry(from: net.Socket, to: net.Socket): void {
  from.on('data', (chunk) => {
    // What is not read here fills the kernel's buffer, and TCP tells the sender to wait.
    if (!to.write(chunk)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
  // Not destroy(): that would send a FIN, and a stream cut short would pass for a whole one.
  from.on('error', () => to.resetAndDestroy());
}
