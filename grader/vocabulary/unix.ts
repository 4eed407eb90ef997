import { Failure } from '../feedback/evidence.ts';
import { connectUnix, UnixHost } from '../loopback/unix.ts';
import { Connection } from './connection.ts';
import { neverConnected } from './listener.ts';
import type { Stage } from './stage.ts';

/** Opens a connection to the server at a path, the learner's by default. Fails where that cannot be done. */
export async function connectToPath(
  { recorder, patience, closeAtEnd }: Stage,
  path: string,
  { name = 'grader', other = 'your server' } = {},
): Promise<Connection> {
  try {
    const peer = await connectUnix(path, { name, other }, recorder, patience);
    closeAtEnd(() => peer.close());
    return new Connection(peer);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Failure({
      happened: [`${name} could not connect to ${path}: ${code}.`],
      facts: { connect: code },
    });
  }
}

/** A server of the grader's on a path, for a client of the learner's to connect to. */
export class PathListener {
  readonly #host: UnixHost;
  readonly #path: string;

  private constructor(host: UnixHost, path: string) {
    this.#host = host;
    this.#path = path;
  }

  static async listen(
    { recorder, patience, closeAtEnd }: Stage,
    path: string,
    other = 'your client',
  ): Promise<PathListener> {
    const host = await UnixHost.listen(path, { name: 'grader', other }, recorder, patience);
    closeAtEnd(() => host.close());
    return new PathListener(host, path);
  }

  /**
   * The nth connection, from 0. Undefined where `called`, the call that is to connect, ends before it
   * came in: its answer tells why. Fails where none comes otherwise.
   */
  async accept(n: number, called?: Promise<unknown>): Promise<Connection | undefined> {
    let ended = false;
    const over = called?.then(() => {
      ended = true;
    });
    const peer = await Promise.race([this.#host.accept(n), ...(over ? [over] : [])]);
    if (peer) return new Connection(peer);
    if (ended) return undefined;
    throw neverConnected(this.#path);
  }
}
