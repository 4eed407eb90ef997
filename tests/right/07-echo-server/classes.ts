// Right: classes; the server is a net.Server of its own kind, and answers come a turn later
import net from 'node:net';

interface Address {
  host: string;
  port: number;
}

const SAME = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const CAPITALS = SAME.map((byte) => (byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte));

class Conversation {
  static readonly MOST_WAITING = 256 * 1024;

  #socket: net.Socket;
  #table: Uint8Array;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #heardAll = false;
  #planned = false;

  constructor(socket: net.Socket, table: Uint8Array) {
    this.#socket = socket;
    this.#table = table;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#hear(chunk));
    socket.on('end', () => {
      this.#heardAll = true;
      this.#plan();
    });
    socket.on('drain', () => this.#plan());
    socket.on('error', () => {});
  }

  #hear(chunk: Buffer): void {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes > Conversation.MOST_WAITING) this.#socket.pause();
    this.#plan();
  }

  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => this.#answer());
  }

  #answer(): void {
    this.#planned = false;
    while (!this.#socket.writableNeedDrain) {
      const chunk = this.#waiting.shift();
      if (!chunk) break;
      this.#waitingBytes -= chunk.length;
      this.#socket.write(chunk.map((byte) => this.#table[byte] ?? byte));
    }
    if (this.#waiting.length > 0) return;
    if (this.#heardAll) this.#socket.end();
    else this.#socket.resume();
  }
}

class TableServer extends net.Server {
  constructor(table: Uint8Array) {
    super({ allowHalfOpen: true }, (socket) => new Conversation(socket, table));
  }

  open({ host, port }: Address): Promise<this> {
    return new Promise((resolve, reject) => {
      this.once('error', reject);
      this.listen({ host, port, backlog: 128 }, () => {
        this.off('error', reject);
        this.on('error', () => {});
        resolve(this);
      });
    });
  }
}

export async function startEchoServer(address: Address): Promise<net.Server> {
  return new TableServer(SAME).open(address);
}

export async function startUpperCaseServer(address: Address): Promise<net.Server> {
  return new TableServer(CAPITALS).open(address);
}

class Question {
  #chunks: Buffer[] = [];
  #ended = false;

  ask(address: Address, bytes: Uint8Array): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const socket = new net.Socket();
      socket.on('data', (chunk) => this.#chunks.push(chunk));
      socket.on('end', () => {
        this.#ended = true;
      });
      socket.on('error', reject);
      socket.on('close', () => {
        if (this.#ended) resolve(Buffer.concat(this.#chunks));
        else reject(new Error('the connection closed before FIN'));
      });
      socket.connect(address, () => socket.end(bytes));
    });
  }
}

export function sendAndReadAll(address: Address, bytes: Uint8Array): Promise<Buffer> {
  return new Question().ask(address, bytes);
}
