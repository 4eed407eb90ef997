import { once } from 'node:events';
import net from 'node:net';
import { Changes, type Patience } from './patience.ts';
import type { Recorder } from './recorder.ts';
import { TcpPeer } from './tcp-peer.ts';

/**
 * Connects to a server under test on a path (of a Unix socket, or of a named pipe on Windows). Rejects
 * with Node's error. Such a connection is recorded as one of TCP is, and leaves no packets on a tape.
 */
export async function connectUnix(
  path: string,
  names: { name: string; other: string },
  recorder: Recorder,
  patience: Patience,
): Promise<TcpPeer> {
  const socket = net.connect({ path, allowHalfOpen: true });
  try {
    await once(socket, 'connect');
  } catch (error) {
    recorder.record({ from: names.other, to: names.name, kind: 'refused' });
    throw error;
  }
  recorder.record({ from: names.name, to: names.other, kind: 'connect' });
  return new TcpPeer(socket, names, recorder, patience, 'by us');
}

/** A server of the grader's on a path, which a client under test connects to. */
export class UnixHost {
  readonly #server: net.Server;
  readonly #peers: TcpPeer[] = [];
  readonly #changes = new Changes();
  readonly #patience: Patience;

  private constructor(
    server: net.Server,
    names: { name: string; other: string },
    recorder: Recorder,
    patience: Patience,
  ) {
    this.#server = server;
    this.#patience = patience;
    server.on('connection', (socket) => {
      recorder.record({ from: names.other, to: names.name, kind: 'connect' });
      this.#peers.push(new TcpPeer(socket, names, recorder, patience, 'by them'));
      this.#changes.notify();
    });
  }

  static async listen(
    path: string,
    names: { name: string; other: string },
    recorder: Recorder,
    patience: Patience,
  ): Promise<UnixHost> {
    const server = net.createServer({ allowHalfOpen: true });
    const host = new UnixHost(server, names, recorder, patience);
    server.listen(path);
    await once(server, 'listening');
    return host;
  }

  /** The nth connection (from 0) that came in, or undefined where none came in time. */
  async accept(n: number): Promise<TcpPeer | undefined> {
    await this.#changes.until(() => this.#peers.length > n, this.#patience);
    return this.#peers[n];
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    await Promise.all(this.#peers.map((peer) => peer.close()));
    await closed;
  }
}
