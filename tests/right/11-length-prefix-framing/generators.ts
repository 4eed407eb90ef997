// Right: a generator that is resumed when the bytes it asked for are there, and async iterators
import { once } from 'node:events';
import net from 'node:net';

export const encodeFrame = (payload: Uint8Array): Buffer => {
  const frame = new Uint8Array(payload.length + 4);
  new DataView(frame.buffer).setUint32(0, payload.length);
  frame.set(payload, 4);
  return Buffer.from(frame.buffer);
};

/** Asks for a number of bytes by yielding it, as recv_exactly(sock, n) does by calling. */
function* frames(largest: number, found: (frame: Buffer) => void): Generator<number, void, Buffer> {
  for (;;) {
    const length = (yield 4).readUInt32BE();
    if (length > largest) throw new RangeError(`a frame of ${length} bytes`);
    found(length === 0 ? Buffer.alloc(0) : yield length);
  }
}

export class FrameDecoder {
  #found: Buffer[] = [];
  #reader: Generator<number, void, Buffer>;
  #want: number;
  #parts: Buffer[] = [];
  #have = 0;
  #midFrame = false;

  constructor({ maxFrameLength = 16_777_216 } = {}) {
    this.#reader = frames(maxFrameLength, (frame) => {
      this.#found.push(frame);
      this.#midFrame = false;
    });
    this.#want = this.#reader.next().value ?? 0;
  }

  push(chunk: Uint8Array): Buffer[] {
    if (this.#want === 0) throw new RangeError('no more: a frame was too long');
    let rest = chunk;
    while (rest.length > 0) {
      const part = Buffer.from(rest.subarray(0, this.#want - this.#have));
      rest = rest.subarray(part.length);
      this.#parts.push(part);
      this.#have += part.length;
      this.#midFrame = true;
      if (this.#have === this.#want) this.#resume();
    }
    return this.#found.splice(0);
  }

  end(): void {
    if (this.#midFrame) throw new TypeError('unexpected end of stream');
  }

  #resume(): void {
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#have = 0;
    // A generator that has thrown is done, and this stays 0.
    this.#want = 0;
    this.#want = this.#reader.next(bytes).value ?? 0;
  }
}

async function* answers(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const decoder = new FrameDecoder();
  for await (const chunk of chunks) {
    for (const frame of decoder.push(chunk)) yield encodeFrame(Uint8Array.from(frame).reverse());
  }
}

async function serve(socket: net.Socket): Promise<void> {
  socket.on('error', () => {});
  try {
    for await (const answer of answers(socket.iterator({ destroyOnReturn: false }))) {
      if (!socket.write(answer)) await once(socket, 'drain');
    }
    socket.end();
  } catch {
    socket.destroy();
  }
}

export const startFrameServer = async (address: { host: string; port: number }) => {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => void serve(socket));
  server.listen(address.port, address.host);
  await once(server, 'listening');
  return server;
};
