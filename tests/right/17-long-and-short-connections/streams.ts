// Right: Transform streams in object mode, an EventEmitter, and the socket's own timer for heartbeats
import { EventEmitter, once } from 'node:events';
import net from 'node:net';
import { Transform, Writable } from 'node:stream';

const frame = (body: Uint8Array) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
};

class Unframe extends Transform {
  #parts: Buffer[] = [];
  #length = 0;

  constructor() {
    super({ readableObjectMode: true, readableHighWaterMark: 1000 });
  }

  override _transform(chunk: Buffer, _: unknown, done: () => void): void {
    this.#parts.push(chunk);
    this.#length += chunk.length;
    while (this.#length >= 4) {
      const all = Buffer.concat(this.#parts);
      const end = 4 + all.readUInt32BE();
      if (all.length < end) break;
      this.push({ body: all.subarray(4, end) });
      this.#parts = [all.subarray(end)];
      this.#length = all.length - end;
    }
    done();
  }
}

function eachBody(socket: net.Socket, take: (body: Buffer) => void): void {
  const sink = new Writable({
    objectMode: true,
    write({ body }: { body: Buffer }, _, done) {
      take(body);
      done();
    },
  });
  socket.pipe(new Unframe()).pipe(sink);
}

interface Address {
  host: string;
  port: number;
}

export async function requestOnce(address: Address, body: Uint8Array): Promise<Buffer> {
  const socket = net.connect(address);
  const news = new EventEmitter();
  socket.on('error', (error) => news.emit('error', error));
  socket.on('close', () => {
    if (news.listenerCount('error') > 0) news.emit('error', new Error('closed too early'));
  });
  eachBody(socket, (reply) => reply.length > 0 && news.emit('reply', reply));
  socket.write(frame(body));
  const [reply] = await once(news, 'reply');
  socket.end();
  return reply;
}

interface Asked {
  frame: Buffer;
  idempotent: boolean;
  resolve(reply: Buffer): void;
  reject(error: Error): void;
}

class Wire extends EventEmitter {
  readonly asked: Asked[] = [];
  readonly #socket: net.Socket;
  #idle: NodeJS.Timeout | undefined;
  #dead: NodeJS.Timeout;
  #beat: NodeJS.Timeout;
  #ending = false;

  constructor(
    address: Address,
    { idleMs, heartbeatMs, deadMs }: { idleMs: number; heartbeatMs: number; deadMs: number },
  ) {
    super();
    const socket = net.connect(address);
    this.#socket = socket;
    let why = new Error('the connection is lost');
    this.#dead = setTimeout(() => {
      why = Object.assign(new Error('dead'), { code: 'ETIMEDOUT' });
      socket.resetAndDestroy();
    }, deadMs);
    this.#beat = setTimeout(() => {
      if (!this.#ending && !socket.connecting) socket.write(frame(Buffer.of()));
      this.#beat.refresh();
    }, heartbeatMs);
    socket.on('data', () => {
      this.#dead.refresh();
      this.#beat.refresh();
    });
    eachBody(socket, (reply) => {
      if (reply.length === 0) return;
      this.asked.shift()?.resolve(reply);
      if (this.asked.length > 0) return;
      this.emit('unused');
      if (!this.#ending) this.#idle = setTimeout(() => this.end(), idleMs);
    });
    socket.on('error', (error) => {
      why = error;
    });
    // A reply and FIN may have come together: the streams in between get their turns.
    socket.on('end', () => setImmediate(() => this.#over(why)));
    socket.on('close', () => setImmediate(() => this.#over(why)));
  }

  get isGood(): boolean {
    return !this.#ending && this.#socket.readable && !this.#socket.destroyed;
  }

  ask(asked: Asked): void {
    clearTimeout(this.#idle);
    this.asked.push(asked);
    this.#socket.write(asked.frame);
  }

  end(): void {
    this.#ending = true;
    this.#socket.end();
  }

  #over(why: Error): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#dead);
    clearTimeout(this.#beat);
    this.#socket.destroy();
    this.#ending = true;
    this.emit('over', this.asked.splice(0), why);
  }
}

export class LongClient {
  private wire: Wire | undefined;
  private closed = false;
  private readonly makeWire: () => Wire;

  constructor(
    { host, port }: Address,
    times: { idleMs: number; heartbeatMs: number; deadMs: number },
  ) {
    this.makeWire = () => {
      const wire = new Wire({ host, port }, times);
      wire.on('over', (lost: Asked[], why: Error) => {
        for (const asked of lost) {
          if (asked.idempotent && !this.closed) this.ask({ ...asked, idempotent: false });
          else asked.reject(why);
        }
      });
      return wire;
    };
  }

  request(body: Uint8Array, { idempotent = false }: { idempotent?: boolean } = {}) {
    if (this.closed) return Promise.reject(new Error('this client was closed'));
    return new Promise<Buffer>((resolve, reject) =>
      this.ask({ frame: frame(body), idempotent, resolve, reject }),
    );
  }

  async close(): Promise<void> {
    this.closed = true;
    const { wire } = this;
    if (!wire?.isGood) return;
    const over = once(wire, 'over');
    if (wire.asked.length > 0) wire.once('unused', () => wire.end());
    else wire.end();
    await over;
  }

  private ask(asked: Asked): void {
    if (!this.wire?.isGood) this.wire = this.makeWire();
    this.wire.ask(asked);
  }
}

export async function startSlowEchoServer(
  address: Address,
  { idleMs }: { idleMs: number },
): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true });
  server.on('connection', (socket) => {
    const line: { body: Buffer; ready: boolean }[] = [];
    let over = false;
    const flush = () => {
      if (socket.destroyed) return;
      for (let first = line[0]; first?.ready; first = line[0]) {
        socket.write(frame(first.body));
        line.shift();
      }
      if (over && line.length === 0) socket.end();
    };
    eachBody(socket, (body) => {
      if (body.length === 0) return socket.write(frame(body));
      const job = { body, ready: false };
      line.push(job);
      return setTimeout(() => {
        job.ready = true;
        flush();
      }, body.readUInt16BE());
    });
    socket.setTimeout(idleMs).on('timeout', () => line.length === 0 && socket.end().destroySoon());
    socket.on('end', () =>
      setImmediate(() => {
        over = true;
        flush();
      }),
    );
    socket.on('error', () => socket.destroy());
  });
  server.listen(address);
  await once(server, 'listening');
  return server;
}
