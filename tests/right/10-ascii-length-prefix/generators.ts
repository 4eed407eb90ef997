// Right: a generator that asks for bytes by yielding their number, and async generators over the socket
import net from 'node:net';

const LARGEST = 9999;

export const encodeMessage = (text: string): Buffer => {
  const message = new Uint8Array(4 + 3 * text.length);
  const { written } = new TextEncoder().encodeInto(text, message.subarray(4));
  if (written > LARGEST) throw new RangeError(`${written} > ${LARGEST}`);
  for (let i = 3, rest = written; i >= 0; i--, rest = Math.floor(rest / 10)) {
    message[i] = 0x30 + (rest % 10);
  }
  return Buffer.from(message.buffer, 0, 4 + written);
};

/** Asks for bytes as recv_exactly(sock, n) does by calling. */
function* messages(found: (text: string) => void): Generator<number, never, Uint8Array> {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (;;) {
    const digits = [...(yield 4)].map((byte) => byte - 0x30);
    if (digits.some((digit) => digit < 0 || digit > 9)) throw new Error('digits were expected');
    const length = digits.reduce((sum, digit) => 10 * sum + digit, 0);
    found(length === 0 ? '' : utf8.decode(yield length));
  }
}

export class MessageDecoder {
  #found: string[] = [];
  #reader = messages((text) => {
    this.#found.push(text);
    this.#between = true;
  });
  #want = Number(this.#reader.next().value);
  #have: number[] = [];
  #between = true;

  push(chunk: Uint8Array): string[] {
    if (Number.isNaN(this.#want)) throw new Error('this stream is over');
    for (const byte of chunk) {
      this.#between = false;
      this.#have.push(byte);
      if (this.#have.length === this.#want) this.#resume();
    }
    const found = this.#found;
    this.#found = [];
    return found;
  }

  end(): void {
    if (!this.#between) throw new Error('unexpected end');
  }

  #resume(): void {
    const bytes = Uint8Array.from(this.#have);
    this.#have = [];
    // A generator that throws is done, and this stays NaN.
    this.#want = Number.NaN;
    this.#want = Number(this.#reader.next(bytes).value);
  }
}

async function* decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new MessageDecoder();
  for await (const chunk of chunks) yield* decoder.push(chunk);
  decoder.end();
}

export async function sendMessages(
  address: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const bytes = Buffer.concat(texts.map((text) => encodeMessage(text)));
  const socket = net.connect({ ...address, allowHalfOpen: true });
  try {
    socket.end(bytes);
    const answers: string[] = [];
    for await (const text of decoded(socket)) answers.push(text);
    return answers;
  } finally {
    socket.destroy();
  }
}
