// Right: classes, one object a conversation, a server class of its own
import net from 'node:net';
import { StringDecoder } from 'node:string_decoder';

interface Address {
  host: string;
  port: number;
}

abstract class Party {
  readonly socket: net.Socket;
  readonly #decoder = new StringDecoder('utf8');
  #line = '';

  constructor(socket: net.Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.broken(error));
    socket.on('close', () => this.closed());
  }

  abstract hear(line: string): void;
  broken(_error: Error): void {}
  closed(): void {}

  say(line: string): void {
    if (this.socket.writable) this.socket.write(`${line}\n`, 'utf8');
  }

  #take(chunk: Buffer): void {
    for (const character of this.#decoder.write(chunk)) {
      if (character !== '\n') {
        this.#line += character;
        continue;
      }
      const line = this.#line;
      this.#line = '';
      this.hear(line);
    }
  }
}

class Greeter extends Party {
  constructor(socket: net.Socket) {
    super(socket);
    this.say('你好');
  }

  hear(_line: string): void {}
}

class Talker extends Greeter {
  override hear(line: string): void {
    if (line === 'exit') {
      this.say('再见');
      this.socket.end();
    } else {
      this.say(`你好, ${line}`);
    }
  }
}

class LanguageServer extends net.Server {
  constructor(Host: typeof Greeter) {
    super();
    this.on('connection', (socket) => new Host(socket));
  }

  start({ host, port }: Address): Promise<this> {
    return new Promise((resolve, reject) => {
      this.once('error', reject);
      this.once('listening', () => resolve(this));
      this.listen(port, host);
    });
  }
}

class Visitor extends Party {
  readonly heard: string[] = [];
  readonly over: Promise<void>;
  readonly #toSay: string[];
  readonly #enough: number;
  #error: Error | undefined;
  #settle: () => void = () => {};

  constructor(address: Address, toSay: readonly string[], enough: number) {
    super(net.connect({ ...address, noDelay: true }));
    this.#toSay = [...toSay];
    this.#enough = enough;
    this.over = new Promise((resolve, reject) => {
      this.#settle = () => (this.#error ? reject(this.#error) : resolve());
    });
  }

  hear(line: string): void {
    this.heard.push(line);
    const next = this.#toSay.shift();
    if (next !== undefined) this.say(next);
    if (this.heard.length >= this.#enough) this.socket.end();
  }

  override broken(error: Error): void {
    this.#error = error;
  }

  override closed(): void {
    if (this.heard.length < this.#enough) this.#error ??= new Error('the server left too early');
    this.#settle();
  }
}

export const startGreetingServer = (address: Address): Promise<net.Server> =>
  new LanguageServer(Greeter).start(address);

export const startConversationServer = (address: Address): Promise<net.Server> =>
  new LanguageServer(Talker).start(address);

export async function greet(
  address: Address,
  { deadlineMs = Number.POSITIVE_INFINITY } = {},
): Promise<string> {
  const visitor = new Visitor(address, ['再见'], 1);
  const timer = Number.isFinite(deadlineMs)
    ? setTimeout(() => visitor.socket.resetAndDestroy(), deadlineMs)
    : undefined;
  try {
    await visitor.over;
    return visitor.heard[0] ?? '';
  } finally {
    clearTimeout(timer);
  }
}

export async function converse(address: Address, lines: readonly string[]): Promise<string[]> {
  const toSay = lines.includes('exit') ? lines.slice(0, lines.indexOf('exit') + 1) : lines;
  const visitor = new Visitor(address, toSay, toSay.length + 1);
  await visitor.over;
  return visitor.heard;
}
