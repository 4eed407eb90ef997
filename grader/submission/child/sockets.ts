import { once } from 'node:events';
import net from 'node:net';
import type { Wire } from '../protocol.ts';
import { fromWire } from '../values.ts';

/** Sockets that live in the submission's process, to be passed to its functions. */

const PATIENCE_MS = 1000;
/** What passes at a breakpoint counts as one turn of the loop that took so long. */
const LONGEST_TURN_MS = 50;

/** The owner's listener: a socket that nobody reads at the moment may be reset all the same. */
function owned<Owned extends net.Socket>(socket: Owned): Owned {
  return socket.on('error', () => {});
}

export async function connect(host: string, port: number): Promise<net.Socket> {
  const socket = owned(net.connect({ host, port }));
  await once(socket, 'connect');
  return socket;
}

/** A net.Socket without a connection: what arrives is pushed into it, and what is written is let go. */
class MemorySocket extends net.Socket {
  #arrived = 0;

  constructor() {
    super();
    Object.defineProperty(this, 'bytesRead', { get: () => this.#arrived });
    Object.defineProperty(this, 'pending', { value: false });
  }

  arrive(chunk: Uint8Array): void {
    this.#arrived += chunk.length;
    this.push(chunk);
  }

  override _read(): void {}

  override _write(_: unknown, __: unknown, done: () => void): void {
    done();
  }

  override _writev(_: unknown, done: () => void): void {
    done();
  }

  override resetAndDestroy(): this {
    return this.destroy();
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A socket at which the chunks begin to arrive in the next turn of the event loop. */
export function stream(chunks: readonly Wire[], fin: boolean): net.Socket {
  const socket = owned(new MemorySocket());
  void arrive(socket, chunks.map(fromWire), fin);
  return socket;
}

async function arrive(socket: MemorySocket, chunks: readonly unknown[], fin: boolean) {
  for (const chunk of chunks) {
    await turn();
    if (!socket.destroyed && chunk instanceof Uint8Array) socket.arrive(chunk);
  }
  await turn();
  if (fin && !socket.destroyed) socket.push(null);
}

/** Whether listeners for 'data' wait at a socket that pause() was called on. ('readable' pauses it as well, and hears of it.) */
function heldUp(socket: net.Socket): boolean {
  const waiting = socket.listenerCount('data') > 0 && socket.listenerCount('readable') === 0;
  return socket.isPaused() && waiting;
}

/**
 * How a socket stands once it has read `bytesRead` bytes. That comes soon, or not at all. Without
 * one, only timers are told. `doing` is told with it: what has been begun last.
 */
export async function inspect(
  socket: unknown,
  bytesRead: number,
  doing: { program: number; step: number },
): Promise<unknown> {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  if (!(socket instanceof net.Socket)) return { timers: timers(), ...doing };
  for (let left = PATIENCE_MS; socket.bytesRead < bytesRead && left > 0; ) {
    const began = performance.now();
    await turn();
    left -= Math.min(performance.now() - began, LONGEST_TURN_MS);
  }
  const listeners = socket.eventNames().map((name) => socket.listenerCount(name));
  return {
    bytesRead: socket.bytesRead,
    destroyed: socket.destroyed,
    listeners: listeners.reduce((sum, count) => sum + count, 0),
    timers: timers(),
    buffered: socket.readableLength,
    heldUp: heldUp(socket),
    encoding: socket.readableEncoding ?? '',
    ...doing,
  };
}
