// Wrong on purpose: what is sent again goes before all others who wait, one after the other.
// check: repeated-once
// cause: reply-to-another
import net from 'node:net';

export {
  requestOnce,
  startSlowEchoServer,
} from '../../../../solutions/17-long-and-short-connections.ts';

interface Waiting {
  body: Uint8Array;
  again: boolean;
  resolve(reply: Buffer): void;
  reject(error: Error): void;
}

interface Times {
  idleMs: number;
  heartbeatMs: number;
  deadMs: number;
}

export class LongClient {
  readonly #address: { host: string; port: number };
  readonly #times: Times;
  #waiting: Waiting[] = [];
  #socket: net.Socket | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #closed = false;
  #over: Promise<void> = Promise.resolve();

  constructor(address: { host: string; port: number }, times: Times) {
    this.#address = address;
    this.#times = times;
  }

  request(body: Uint8Array, options: { idempotent?: boolean } = {}): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new Error('closed');
      this.#send({ body, again: options.idempotent === true, resolve, reject });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#whenIdle(0);
    await this.#over;
  }

  #send(request: Waiting, first = false): void {
    clearTimeout(this.#idleTimer);
    this.#socket ??= this.#open();
    if (first) this.#waiting.unshift(request);
    else this.#waiting.push(request);
    this.#socket.write(encodeFrame(request.body));
  }

  #open(): net.Socket {
    const { heartbeatMs, deadMs } = this.#times;
    const socket = net.connect(this.#address.port, this.#address.host);
    let error = new Error('the connection was lost');
    let heard = Date.now();
    const timer = setInterval(() => {
      if (Date.now() - heard > deadMs) {
        socket.destroy(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' }));
      } else if (socket.readyState === 'open') {
        socket.write(encodeFrame(Buffer.alloc(0)));
      }
    }, heartbeatMs);
    socket.on('data', () => {
      heard = Date.now();
    });
    onFrames(socket, (body) => {
      if (body.length > 0) this.#reply(body);
    });
    socket.on('error', (reason) => {
      error = reason;
    });
    socket.on('end', () => {
      this.#lost(socket, error);
      socket.end();
    });
    this.#over = new Promise((resolve) => {
      socket.on('close', () => {
        clearInterval(timer);
        this.#lost(socket, error);
        resolve();
      });
    });
    return socket;
  }

  #reply(body: Buffer): void {
    this.#waiting.shift()?.resolve(body);
    this.#whenIdle(this.#closed ? 0 : this.#times.idleMs);
  }

  #whenIdle(ms: number): void {
    clearTimeout(this.#idleTimer);
    if (this.#waiting.length > 0) return;
    this.#idleTimer = setTimeout(() => {
      this.#socket?.end();
      this.#socket = undefined;
    }, ms);
  }

  #lost(socket: net.Socket, error: Error): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    clearTimeout(this.#idleTimer);
    for (const request of this.#waiting.splice(0)) {
      if (request.again) this.#send({ ...request, again: false }, true);
      else request.reject(error);
    }
  }
}

function encodeFrame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

function onFrames(socket: net.Socket, take: (body: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE()) {
      const end = 4 + rest.readUInt32BE();
      take(rest.subarray(4, end));
      rest = rest.subarray(end);
    }
  });
}
