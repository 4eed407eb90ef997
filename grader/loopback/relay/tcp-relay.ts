import { once } from 'node:events';
import net from 'node:net';
import type { Address } from '../tcp.ts';
import type { Faults, Passage } from './faults.ts';
import { StreamLane } from './stream-lane.ts';

/**
 * Stands between TCP programs on loopback. Each connection to it becomes one to the server; bytes take
 * their time on the way, and may arrive damaged. FIN and RST are passed on.
 */
export class TcpRelay {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();

  private constructor(to: Address, faults: Faults, tell: (passage: Passage) => void) {
    this.#server = net.createServer({ allowHalfOpen: true }, (client) => {
      const port = client.remotePort ?? 0;
      const server = net.connect({ ...to, allowHalfOpen: true });
      this.#join(client, server);
      const lane = (direction: 'there' | 'back', source: net.Socket, target: net.Socket) =>
        new StreamLane(source, target, faults, direction, (passage) =>
          tell({ ...passage, client: port }),
        );
      server.once('connect', () => {
        lane('there', client, server);
        lane('back', server, client);
      });
    });
  }

  /** Listens on 127.0.0.1 (port 0: the kernel chooses). Rejects with the kernel's error. */
  static async open(
    port: number,
    to: Address,
    faults: Faults,
    tell: (passage: Passage) => void,
  ): Promise<TcpRelay> {
    const relay = new TcpRelay(to, faults, tell);
    relay.#server.listen(port, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get address(): Address {
    const bound = this.#server.address();
    if (bound === null || typeof bound === 'string') throw new Error('the relay is not listening');
    return { host: bound.address, port: bound.port };
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** What breaks one of the two connections breaks the other: nobody waits for a peer that is gone. */
  #join(client: net.Socket, server: net.Socket): void {
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.resetAndDestroy());
      socket.on('close', () => this.#sockets.delete(socket));
    }
  }
}
