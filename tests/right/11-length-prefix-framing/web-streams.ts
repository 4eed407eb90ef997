// Right: web streams, and a list of chunks that is joined when a frame is complete
import { once } from 'node:events';
import net from 'node:net';
import { ReadableStream, TransformStream, WritableStream } from 'node:stream/web';

export function encodeFrame(payload: Uint8Array): Buffer {
  const header = new ArrayBuffer(4);
  new DataView(header).setUint32(0, payload.byteLength, false);
  return Buffer.concat([new Uint8Array(header), payload]);
}

/** Bytes in the chunks they came in; taking some copies them, once. */
class Rope {
  length = 0;
  #chunks: Uint8Array[] = [];
  #first = 0;

  append(chunk: Uint8Array): void {
    if (chunk.length > 0) this.#chunks.push(chunk);
    this.length += chunk.length;
  }

  take(count: number): Buffer {
    const taken = Buffer.alloc(count);
    let filled = 0;
    while (filled < count) {
      const chunk = this.#chunks[this.#first] ?? new Uint8Array();
      const part = chunk.subarray(0, count - filled);
      taken.set(part, filled);
      filled += part.length;
      if (part.length < chunk.length) this.#chunks[this.#first] = chunk.subarray(part.length);
      else this.#first += 1;
    }
    // Now and then, so that it costs less than the reading did.
    if (this.#first > this.#chunks.length / 2) {
      this.#chunks.splice(0, this.#first);
      this.#first = 0;
    }
    this.length -= count;
    return taken;
  }
}

export class FrameDecoder {
  #rope = new Rope();
  #length: number | null = null;
  #max: number;

  constructor(options?: { maxFrameLength?: number }) {
    this.#max = options?.maxFrameLength ?? 0x1000000;
  }

  push(chunk: Uint8Array): Buffer[] {
    const frames: Buffer[] = [];
    this.#rope.append(Buffer.from(chunk));
    for (;;) {
      if (this.#length === null) {
        if (this.#rope.length < 4) return frames;
        this.#length = this.#rope.take(4).readUInt32BE();
      }
      if (this.#length > this.#max) throw new RangeError(`frame too long: ${this.#length}`);
      if (this.#rope.length < this.#length) return frames;
      frames.push(this.#rope.take(this.#length));
      this.#length = null;
    }
  }

  end(): void {
    if (this.#length !== null || this.#rope.length > 0) throw new Error('incomplete frame');
  }
}

function incoming(socket: net.Socket): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      socket.on('data', (chunk) => {
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 0) <= 0) socket.pause();
      });
      socket.on('end', () => controller.close());
      socket.on('error', (error) => controller.error(error));
    },
    pull() {
      socket.resume();
    },
    cancel() {
      socket.destroy();
    },
  });
}

function outgoing(socket: net.Socket): WritableStream<Uint8Array> {
  return new WritableStream<Uint8Array>({
    write: (chunk) =>
      new Promise((resolve, reject) => {
        socket.write(chunk, (error) => (error ? reject(error) : resolve()));
      }),
    close: () => new Promise((resolve) => socket.end(resolve)),
    abort() {
      socket.destroy();
    },
  });
}

export async function startFrameServer(address: { host: string; port: number }) {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const decoder = new FrameDecoder();
    const answers = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        for (const frame of decoder.push(chunk)) {
          controller.enqueue(encodeFrame(new Uint8Array(frame).reverse()));
        }
      },
    });
    incoming(socket)
      .pipeThrough(answers)
      .pipeTo(outgoing(socket))
      .catch(() => socket.destroy());
  });
  server.listen(address.port, address.host);
  await once(server, 'listening');
  return server;
}
