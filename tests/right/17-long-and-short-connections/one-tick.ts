// Right: callbacks, one clock that looks at everything every few milliseconds, connected from the start
import net from 'node:net';

type Address = { host: string; port: number };
type Done = { resolve: (reply: Buffer) => void; reject: (error: Error) => void };

const TICK_MS = 4;

function header(n: number): Buffer {
  return Buffer.of(n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255);
}

/** Byte after byte: a state machine. */
function reader(take: (body: Buffer) => void): (chunk: Buffer) => void {
  let head: number[] = [];
  let body: Buffer | undefined;
  let at = 0;
  return (chunk) => {
    for (const byte of chunk) {
      if (body === undefined) {
        head.push(byte);
        if (head.length < 4) continue;
        body = Buffer.alloc(head.reduce((length, part) => length * 256 + part, 0));
        head = [];
        at = 0;
      } else {
        body[at++] = byte;
      }
      if (at < body.length) continue;
      take(body);
      body = undefined;
    }
  };
}

export function requestOnce(address: Address, body: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = net.createConnection(address.port, address.host, () => {
      socket.write(header(body.length));
      socket.write(body);
    });
    const read = reader((reply) => {
      if (reply.length > 0) {
        resolve(reply);
        socket.resetAndDestroy();
      }
    });
    socket.on('data', read);
    socket.on('end', () => reject(new Error('FIN before the reply')));
    socket.on('error', reject);
  });
}

export class LongClient {
  socket: net.Socket | null = null;
  queue: (Done & { body: Uint8Array; repeats: number })[] = [];
  used = Date.now();
  closing: (() => void) | null = null;
  address: Address;
  times: { idleMs: number; heartbeatMs: number; deadMs: number };

  constructor(address: Address, times: { idleMs: number; heartbeatMs: number; deadMs: number }) {
    this.address = address;
    this.times = times;
    this.connect();
  }

  connect() {
    const { idleMs, heartbeatMs, deadMs } = this.times;
    const socket = new net.Socket();
    let heard = Date.now();
    let passed = Date.now();
    let why: Error | null = null;
    this.used = Date.now();
    const clock = setInterval(() => {
      const now = Date.now();
      if (now - heard > deadMs) {
        why = Object.assign(new Error('ETIMEDOUT'), { code: 'ETIMEDOUT' });
        socket.destroy();
      } else if (this.socket !== socket) return;
      else if (this.queue.length === 0 && (this.closing || now - this.used > idleMs)) {
        this.socket = null;
        socket.end();
      } else if (now - passed >= heartbeatMs && !socket.connecting) {
        passed = now;
        socket.write(header(0));
      }
    }, TICK_MS);
    const read = reader((reply) => {
      if (reply.length === 0) return;
      this.used = Date.now();
      this.queue.shift()?.resolve(reply);
    });
    socket.on('data', (chunk: Buffer) => {
      heard = passed = Date.now();
      read(chunk);
    });
    const over = () => {
      if (this.socket !== socket) return;
      this.socket = null;
      const left = this.queue;
      this.queue = [];
      for (const one of left) {
        if (one.repeats > 0 && this.closing === null) this.add({ ...one, repeats: 0 });
        else one.reject(why ?? new Error('lost'));
      }
    };
    socket.on('end', over);
    socket.on('error', (error) => {
      why ??= error;
    });
    socket.on('close', () => {
      clearInterval(clock);
      over();
      this.closing?.();
    });
    socket.connect(this.address.port, this.address.host);
    this.socket = socket;
    return socket;
  }

  add(one: Done & { body: Uint8Array; repeats: number }) {
    const socket = this.socket ?? this.connect();
    this.queue.push(one);
    socket.cork();
    socket.write(header(one.body.length));
    socket.write(one.body);
    socket.uncork();
  }

  request(body: Uint8Array, options?: { idempotent?: boolean }): Promise<Buffer> {
    if (this.closing) return Promise.reject(new Error('closed'));
    const copy = Uint8Array.from(body);
    return new Promise((resolve, reject) => {
      this.used = Date.now();
      this.add({ body: copy, repeats: options?.idempotent ? 1 : 0, resolve, reject });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.closing = resolve;
      if (this.socket === null) resolve();
    });
  }
}

/** Works on one request after the other. */
export function startSlowEchoServer(
  address: Address,
  options: { idleMs: number },
): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const todo: Buffer[] = [];
    let busy = false;
    let finished = false;
    let last = Date.now();
    const clock = setInterval(() => {
      if (!busy && Date.now() - last > options.idleMs) socket.end().destroySoon();
    }, TICK_MS);
    const work = () => {
      const body = todo.shift();
      busy = body !== undefined;
      if (body === undefined) {
        if (finished) socket.end();
        return;
      }
      setTimeout(
        () => {
          last = Date.now();
          if (socket.writable) socket.write(Buffer.concat([header(body.length), body]));
          work();
        },
        (body[0] ?? 0) * 256 + (body[1] ?? 0),
      );
    };
    const read = reader((body) => {
      if (body.length === 0) {
        socket.write(header(0));
        return;
      }
      todo.push(body);
      if (!busy) work();
    });
    socket.on('data', (chunk) => {
      last = Date.now();
      read(chunk);
    });
    socket.on('end', () => {
      finished = true;
      if (!busy) socket.end();
    });
    socket.on('error', () => {});
    socket.on('close', () => clearInterval(clock));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(address.port, address.host, () => resolve(server));
  });
}
