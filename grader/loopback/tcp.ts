import { once } from 'node:events';
import net from 'node:net';
import { Changes, type Patience } from './patience.ts';
import type { Recorder } from './recorder.ts';
import { TcpPeer } from './tcp-peer.ts';

/** Of a connection that was refused, Node does not tell which port it was tried from. */
const UNTOLD_PORT = 49_152;

export interface Address {
  host: string;
  port: number;
}

/** Connects to a server under test. Rejects with Node's error (`code` ECONNREFUSED and others). */
export async function connectTcp(
  address: Address,
  names: { name: string; other: string },
  recorder: Recorder,
  patience: Patience,
): Promise<TcpPeer> {
  const socket = net.connect({ ...address, allowHalfOpen: true });
  try {
    await once(socket, 'connect');
  } catch (error) {
    recorder.record({ from: names.other, to: names.name, kind: 'refused' });
    const from = { address: address.host, port: UNTOLD_PORT };
    recorder.connection(from, { address: address.host, port: address.port })?.refused();
    throw error;
  }
  recorder.record({ from: names.name, to: names.other, kind: 'connect' });
  return new TcpPeer(socket, names, recorder, patience, 'by us');
}

/** A server of the grader's, which a client under test connects to. */
export class TcpHost {
  readonly #server: net.Server;
  readonly #peers: TcpPeer[] = [];
  readonly #changes = new Changes();
  readonly #patience: Patience;

  private constructor(
    server: net.Server,
    name: string,
    other: string,
    recorder: Recorder,
    patience: Patience,
  ) {
    this.#server = server;
    this.#patience = patience;
    server.on('connection', (socket) => {
      recorder.record({ from: other, to: name, kind: 'connect' });
      this.#peers.push(new TcpPeer(socket, { name, other }, recorder, patience, 'by them'));
      this.#changes.notify();
    });
  }

  static async listen(
    names: { name: string; other: string },
    recorder: Recorder,
    patience: Patience,
    at = '127.0.0.1',
  ): Promise<TcpHost> {
    const server = net.createServer({ allowHalfOpen: true });
    const host = new TcpHost(server, names.name, names.other, recorder, patience);
    server.listen(0, at);
    await once(server, 'listening');
    return host;
  }

  get address(): Address {
    const bound = this.#server.address();
    if (bound === null || typeof bound === 'string') throw new Error('the host is not listening');
    return { host: bound.address, port: bound.port };
  }

  /** The nth connection (from 0) that came in, or undefined where none came in time. */
  async accept(n = 0): Promise<TcpPeer | undefined> {
    await this.#changes.until(() => this.#peers.length > n, this.#patience);
    return this.#peers[n];
  }

  /** Stops listening before the connections are closed: one that came in between would stay open. */
  async close(): Promise<void> {
    const closed = this.#server.listening && new Promise((resolve) => this.#server.close(resolve));
    await Promise.all(this.#peers.map((peer) => peer.close()));
    await closed;
  }
}
