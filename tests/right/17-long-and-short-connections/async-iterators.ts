// Right: async generators over the sockets, promises for everything, AbortController for the timers
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Address {
  host: string;
  port: number;
}

const pack = (body: Uint8Array) => {
  const view = new DataView(new ArrayBuffer(4 + body.length));
  view.setUint32(0, body.length);
  const bytes = new Uint8Array(view.buffer);
  bytes.set(body, 4);
  return bytes;
};
const BEAT = pack(new Uint8Array());

async function* framesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      if (rest.length < 4) break;
      const length = rest.readUInt32BE();
      if (rest.length < 4 + length) break;
      yield rest.subarray(4, 4 + length);
      rest = rest.subarray(4 + length);
    }
  }
}

export async function requestOnce(address: Address, body: Uint8Array): Promise<Buffer> {
  const socket = net.connect(address);
  try {
    await once(socket, 'connect');
    socket.end(pack(body)); // FIN may follow the request at once
    for await (const reply of framesOf(socket)) if (reply.length > 0) return reply;
    throw new Error('no reply came');
  } finally {
    socket.destroy();
  }
}

interface Waiting {
  body: Uint8Array;
  tries: number;
  deferred: { resolve(reply: Buffer): void; reject(error: unknown): void };
}

/** One connection and those who wait on it. */
class Line {
  readonly socket: net.Socket;
  readonly waiting: Waiting[] = [];
  readonly done: Promise<void>;
  usable = true;
  lastUse = performance.now();
  #lastByte = performance.now();
  readonly #ended = new AbortController();

  constructor(address: Address, times: { idleMs: number; heartbeatMs: number; deadMs: number }) {
    this.socket = net.connect({ ...address });
    const watching = [
      this.#every(times.heartbeatMs, () => {
        if (performance.now() - this.#lastByte >= times.deadMs) {
          this.socket.destroy(Object.assign(new Error('no sign of life'), { code: 'ETIMEDOUT' }));
        } else if (this.usable && !this.socket.connecting) this.socket.write(BEAT);
      }),
      this.#every(Math.max(5, times.idleMs / 10), () => {
        if (this.waiting.length === 0 && performance.now() - this.lastUse >= times.idleMs)
          this.finish();
      }),
    ];
    this.done = this.#read().finally(async () => {
      this.usable = false;
      this.#ended.abort();
      await Promise.all(watching);
    });
    this.done.catch(() => {});
  }

  send(waiting: Waiting): void {
    this.lastUse = performance.now();
    this.waiting.push(waiting);
    this.socket.write(pack(waiting.body));
  }

  finish(): void {
    this.usable = false;
    this.socket.end();
  }

  async #read(): Promise<void> {
    const heard = async function* (line: Line) {
      for await (const chunk of line.socket) {
        line.#lastByte = performance.now();
        yield chunk;
      }
    };
    for await (const reply of framesOf(heard(this))) {
      if (reply.length === 0) continue;
      this.lastUse = performance.now();
      this.waiting.shift()?.deferred.resolve(reply);
    }
  }

  async #every(ms: number, work: () => void): Promise<void> {
    const { signal } = this.#ended;
    try {
      for (;;) {
        await sleep(ms, undefined, { signal });
        work();
      }
    } catch {
      // the connection is over
    }
  }
}

export class LongClient {
  readonly #address: Address;
  readonly #times: { idleMs: number; heartbeatMs: number; deadMs: number };
  #line: Line | undefined;
  #following: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(address: Address, times: { idleMs: number; heartbeatMs: number; deadMs: number }) {
    this.#address = address;
    this.#times = times;
  }

  async request(body: Uint8Array, { idempotent = false } = {}): Promise<Buffer> {
    if (this.#closed) throw new Error('closed');
    return new Promise<Buffer>((resolve, reject) => {
      this.#pass({ body, tries: idempotent ? 2 : 1, deferred: { resolve, reject } });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const line = this.#line;
    if (!line) return;
    if (line.waiting.length === 0) line.finish();
    else {
      const last = line.waiting.at(-1);
      if (last) {
        const { resolve } = last.deferred;
        last.deferred.resolve = (reply) => {
          resolve(reply);
          line.finish();
        };
      }
    }
    await this.#following;
  }

  #pass(waiting: Waiting): void {
    if (!this.#line?.usable) {
      this.#line = new Line(this.#address, this.#times);
      this.#following = this.#follow(this.#line);
    }
    this.#line.send({ ...waiting, tries: waiting.tries - 1 });
  }

  async #follow(line: Line): Promise<void> {
    let failure: unknown = new Error('the connection ended');
    try {
      await line.done;
    } catch (error) {
      failure = error;
    }
    for (const waiting of line.waiting.splice(0)) {
      if (waiting.tries > 0 && !this.#closed) this.#pass(waiting);
      else waiting.deferred.reject(failure);
    }
  }
}

export async function startSlowEchoServer(
  { host, port }: Address,
  { idleMs }: { idleMs: number },
): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true });
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    let owed = 0;
    const close = () => {
      if (owed === 0) socket.destroy();
    };
    let timer = setTimeout(close, idleMs);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(close, idleMs);
    };
    socket.on('data', again).on('close', () => clearTimeout(timer));
    void (async () => {
      let line = Promise.resolve();
      const chunks = socket.iterator({ destroyOnReturn: false });
      for await (const body of framesOf(chunks)) {
        if (body.length === 0) {
          socket.write(BEAT);
          continue;
        }
        owed += 1;
        const ready = sleep(body.readUInt16BE());
        line = line
          .then(() => ready)
          .then(() => {
            owed -= 1;
            if (!socket.destroyed) socket.write(pack(body));
            if (!socket.destroyed) again();
          });
      }
      await line;
      socket.end();
    })().catch(() => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
