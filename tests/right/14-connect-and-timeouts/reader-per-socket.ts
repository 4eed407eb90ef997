// Right: a class that keeps what comes for each socket, in a WeakMap
import net from 'node:net';

class Inbox {
  readonly chunks: Buffer[] = [];
  end: 'open' | 'fin' | Error = 'open';
  wake: () => void = () => {};

  constructor(socket: net.Socket) {
    if (socket.readableEnded) this.end = 'fin';
    else if (socket.destroyed) this.end = socket.errored ?? new Error('closed');
    socket.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.wake();
    });
    socket.on('end', () => this.finish('fin'));
    socket.on('error', (error) => this.finish(error));
    socket.on('close', () => this.finish(new Error('closed')));
  }

  finish(end: 'fin' | Error): void {
    if (this.end === 'open') this.end = end;
    this.wake();
  }
}

const inboxes = new WeakMap<net.Socket, Inbox>();

export async function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  let inbox = inboxes.get(socket);
  if (!inbox) {
    inbox = new Inbox(socket);
    inboxes.set(socket, inbox);
  }
  const mine = inbox;
  if (mine.chunks.length === 0 && mine.end === 'open') {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      mine.wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    mine.wake = () => {};
  }
  if (mine.chunks.length > 0) return Buffer.concat(mine.chunks.splice(0));
  if (mine.end === 'fin') return null;
  if (mine.end !== 'open') throw mine.end;
  const error: NodeJS.ErrnoException = new Error(`quiet for ${ms} ms`);
  error.code = 'ETIMEDOUT';
  throw error;
}

interface Outcome {
  code: 0 | string;
  socket: net.Socket | undefined;
}

/** The socket is made first, so that nothing is thrown but by connect(). */
export class Attempt {
  readonly socket: net.Socket;
  readonly outcome: Promise<Outcome>;

  constructor(
    target: net.SocketConnectOpts,
    deadlineMs = Number.POSITIVE_INFINITY,
    signal?: AbortSignal,
  ) {
    const socket = new net.Socket({ signal });
    this.socket = socket;
    this.outcome = new Promise<Outcome>((resolve, reject) => {
      const timer = Number.isFinite(deadlineMs)
        ? setTimeout(() => socket.destroy(new Error('deadline')), deadlineMs)
        : undefined;
      socket.once('error', reject);
      socket.once('ready', () => {
        socket.off('error', reject);
        resolve({ code: 0, socket });
      });
      this.finally = () => clearTimeout(timer);
      socket.connect(target);
    })
      .catch(
        (error: NodeJS.ErrnoException): Outcome => ({
          code: error.message === 'deadline' ? 'ETIMEDOUT' : String(error.code),
          socket: undefined,
        }),
      )
      .finally(() => this.finally());
  }

  finally = () => {};
}

export function connectEx(
  target: net.SocketConnectOpts,
  options?: { deadlineMs?: number; signal?: AbortSignal },
) {
  return new Attempt(target, options?.deadlineMs, options?.signal).outcome;
}

export function describeSocket(socket: net.Socket) {
  const address = socket.address() as net.AddressInfo;
  return {
    local: { host: address.address, port: address.port },
    peer: { host: socket.remoteAddress, port: socket.remotePort },
    timeoutMs: socket.timeout ? socket.timeout : null,
  };
}
