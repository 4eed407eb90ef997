import { Failure } from '../feedback/evidence.ts';
import type { Address, TcpHost } from '../loopback/tcp.ts';
import { Connection } from './connection.ts';

/** The failure of a client that was to connect to this place. */
export function neverConnected(place: string): Failure {
  return new Failure({
    expected: { text: `a connection to ${place}` },
    received: { text: 'none' },
    waited: 'The grader listened there, and your client did not connect.',
    facts: { connected: false },
  });
}

/** A server of the grader's that a client of the learner's connects to. */
export class Listener {
  readonly #host: TcpHost;
  #accepted = 0;

  constructor(host: TcpHost) {
    this.#host = host;
  }

  get address(): Address {
    return this.#host.address;
  }

  /**
   * The next connection. Undefined where `called`, the call that is to connect, ends before one came
   * in: its answer tells why. Fails where none comes while the call goes on.
   */
  async accept(called: Promise<unknown>): Promise<Connection | undefined> {
    let ended = false;
    const over = called.then(() => {
      ended = true;
    });
    const peer = await Promise.race([this.#host.accept(this.#accepted), over]);
    if (peer) {
      this.#accepted++;
      return new Connection(peer);
    }
    if (ended) return undefined;
    throw neverConnected(`${this.address.host}:${this.address.port}`);
  }

  /** The next connection, or undefined where none came in time. */
  async next(): Promise<Connection | undefined> {
    const peer = await this.#host.accept(this.#accepted);
    if (!peer) return undefined;
    this.#accepted++;
    return new Connection(peer);
  }

  /** Stops listening: whoever connects from now on is refused. */
  async close(): Promise<void> {
    await this.#host.close();
  }
}
