// Right: streams; the question flows into a Writable, and the reply out of a Readable, a turn later
import { once } from 'node:events';
import net from 'node:net';
import { Readable, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

type Reply = (question: Buffer) => Promise<Uint8Array>;

class Question extends Writable {
  #bytes = Buffer.alloc(0);
  readonly #most: number;
  readonly #refuse: () => void;
  refused = false;

  constructor(most: number, refuse: () => void) {
    super();
    this.#most = most;
    this.#refuse = refuse;
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  override _write(chunk: Buffer, _: unknown, done: () => void): void {
    if (!this.refused) this.#bytes = Buffer.concat([this.#bytes, chunk]);
    if (!this.refused && this.#bytes.length > this.#most) {
      this.refused = true;
      this.#bytes = Buffer.alloc(0);
      this.#refuse();
    }
    done();
  }
}

export async function startReplyServer(
  address: { host: string; port: number },
  reply: Reply,
  { mostBytes, lingerMs }: { mostBytes: number; lingerMs: number },
) {
  const left: net.Socket[] = [];
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    left.push(socket);
    socket.once('close', () => left.splice(left.indexOf(socket), 1));
    socket.on('error', () => socket.destroy());
    const question = new Question(mostBytes, () => {
      socket.write('too ');
      socket.end('long\n');
      const signal = AbortSignal.timeout(lingerMs);
      signal.addEventListener('abort', () => socket.resetAndDestroy());
    });
    socket.pipe(question).on('finish', async () => {
      if (question.refused) return;
      await nextTurn();
      try {
        const answer = await reply(question.bytes);
        await nextTurn();
        Readable.from(pieces(answer)).pipe(socket);
      } catch {
        socket.resetAndDestroy();
      }
    });
  });
  server.listen(address.port, address.host, 128);
  await once(server, 'listening');
  const shutdown = async (graceMs: number): Promise<number> => {
    const closed = once(server, 'close');
    server.close();
    const over = AbortSignal.timeout(graceMs);
    let count = 0;
    over.addEventListener('abort', () => {
      const late = left.filter(({ destroyed }) => !destroyed);
      count = late.length;
      for (const socket of late) socket.resetAndDestroy();
    });
    await closed;
    return count;
  };
  return Object.assign(server, { shutdown });
}

function* pieces(answer: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < answer.length; at += 100_000) yield answer.subarray(at, at + 100_000);
}
