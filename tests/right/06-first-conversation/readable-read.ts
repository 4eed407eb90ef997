// Right: paused reading with 'readable' and read(), like recv in a loop
import { once } from 'node:events';
import net from 'node:net';

interface Address {
  host: string;
  port: number;
}

const EVENTS = ['readable', 'end', 'close', 'error'];

/** The bytes of what is unfinished, as latin1: one character a byte, so that nothing can be cut. */
class Lines {
  #bytes = '';
  readonly #socket: net.Socket;

  constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
  }

  /** The next line, or undefined where the other side's FIN came before its newline. */
  async next(): Promise<string | undefined> {
    for (;;) {
      const end = this.#bytes.indexOf('\n');
      if (end >= 0) {
        const line = Buffer.from(this.#bytes.slice(0, end), 'latin1').toString('utf8');
        this.#bytes = this.#bytes.slice(end + 1);
        return line;
      }
      const more: unknown = this.#socket.read();
      if (typeof more === 'string') this.#bytes += more;
      else if (this.#socket.readableEnded) return undefined;
      else if (this.#socket.destroyed) throw this.#socket.errored ?? new Error('destroyed');
      else await this.#anything();
    }
  }

  #anything(): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        for (const event of EVENTS) this.#socket.off(event, settle);
        resolve();
      };
      for (const event of EVENTS) this.#socket.on(event, settle);
    });
  }
}

async function serve(socket: net.Socket, answer: (line: string) => string): Promise<void> {
  socket.write('你好\n');
  const lines = new Lines(socket);
  for (let line = await lines.next(); line !== undefined; line = await lines.next()) {
    if (socket.writableEnded) continue;
    const said = answer(line);
    if (said !== '') socket.write(said);
    if (said === '再见\n') socket.end();
  }
  if (!socket.writableEnded) socket.end();
}

async function start(address: Address, answer: (line: string) => string): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true });
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    void serve(socket, answer).catch(() => {});
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(address, resolve);
  });
  return server;
}

export const startGreetingServer = (address: Address): Promise<net.Server> =>
  start(address, () => '');

export const startConversationServer = (address: Address): Promise<net.Server> =>
  start(address, (line) => (line === 'exit' ? '再见\n' : `你好, ${line}\n`));

async function dial(address: Address): Promise<net.Socket> {
  const socket = new net.Socket({ allowHalfOpen: true });
  socket.connect(address);
  await once(socket, 'connect');
  socket.on('error', () => {});
  return socket;
}

export async function greet(address: Address, options = { deadlineMs: 0 }): Promise<string> {
  const socket = await dial(address);
  socket.setTimeout(options.deadlineMs);
  socket.on('timeout', () => socket.destroy(new Error('silence')));
  const greeting = await new Lines(socket).next();
  if (greeting === undefined) {
    socket.end();
    throw new Error('no greeting');
  }
  socket.end('再见\n');
  socket.resume();
  return greeting;
}

export async function converse(address: Address, lines: readonly string[]): Promise<string[]> {
  const socket = await dial(address);
  const from = new Lines(socket);
  const heard: string[] = [];
  const listen = async () => {
    const line = await from.next();
    if (line === undefined) throw new Error('the server left');
    heard.push(line);
  };
  try {
    await listen();
    for (const line of lines) {
      socket.write(`${line}\n`);
      await listen();
      if (line === 'exit') break;
    }
    return heard;
  } finally {
    socket.end();
    socket.resume();
  }
}
