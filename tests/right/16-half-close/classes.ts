// Right: classes; the server is a net.Server of its own kind, and each conversation has a state
import net from 'node:net';

interface Address {
  host: string;
  port: number;
}

type Reply = (question: Buffer) => Promise<Uint8Array>;

interface Limits {
  mostBytes: number;
  lingerMs: number;
}

class Conversation {
  #state: 'reading' | 'replying' | 'refusing' | 'over' = 'reading';
  #question: Buffer[] = [];
  #room: number;
  #timer: NodeJS.Timeout | undefined;
  readonly socket: net.Socket;
  readonly reply: Reply;
  readonly limits: Limits;

  constructor(socket: net.Socket, reply: Reply, limits: Limits) {
    this.socket = socket;
    this.reply = reply;
    this.limits = limits;
    this.#room = limits.mostBytes;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('end', () => this.#fin());
    socket.on('error', () => this.cut());
    socket.on('close', () => {
      this.#state = 'over';
      clearTimeout(this.#timer);
    });
  }

  cut(): void {
    this.#state = 'over';
    this.socket.resetAndDestroy();
  }

  #take(chunk: Buffer): void {
    if (this.#state !== 'reading') return;
    this.#room -= chunk.length;
    if (this.#room >= 0) {
      this.#question.push(chunk);
      return;
    }
    this.#state = 'refusing';
    this.#question = [];
    this.socket.end(Buffer.from('746f6f206c6f6e670a', 'hex'));
    this.#timer = setTimeout(() => this.cut(), this.limits.lingerMs);
  }

  #fin(): void {
    if (this.#state !== 'reading') return;
    this.#state = 'replying';
    const question = Buffer.concat(this.#question);
    Promise.resolve()
      .then(() => this.reply(question))
      .then(
        (answer) => {
          if (this.#state !== 'replying') return;
          this.socket.write(answer, () => this.socket.end());
        },
        () => this.cut(),
      );
  }
}

class ReplyServer extends net.Server {
  readonly #talking = new Map<net.Socket, Conversation>();

  constructor(reply: Reply, limits: Limits) {
    super({ allowHalfOpen: true, noDelay: true });
    this.on('connection', (socket: net.Socket) => {
      this.#talking.set(socket, new Conversation(socket, reply, limits));
      socket.on('close', () => this.#talking.delete(socket));
    });
  }

  shutdown(graceMs: number): Promise<number> {
    return new Promise((resolve) => {
      let cut = 0;
      const timer = setTimeout(() => {
        for (const conversation of this.#talking.values()) {
          cut += 1;
          conversation.cut();
        }
      }, graceMs);
      this.close(() => {
        clearTimeout(timer);
        resolve(cut);
      });
    });
  }
}

export function startReplyServer(
  address: Address,
  reply: Reply,
  limits: Limits,
): Promise<ReplyServer> {
  const server = new ReplyServer(reply, limits);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
