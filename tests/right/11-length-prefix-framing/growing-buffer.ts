// Right: a buffer that doubles, and a paused socket that is asked for what it has
import { EventEmitter, once } from 'node:events';
import net from 'node:net';

const HEADER = 4;

export function encodeFrame(payload: Uint8Array): Buffer {
  const frame = Buffer.alloc(HEADER + payload.byteLength);
  frame.writeUIntBE(payload.byteLength, 0, HEADER);
  Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).copy(frame, HEADER);
  return frame;
}

class TooLong extends RangeError {
  override name = 'TooLong';
}

class CutShort extends Error {
  constructor(bytes: number) {
    super(`${bytes} bytes of a frame, and then the end`);
  }
}

export class FrameDecoder {
  #held = new Uint8Array(64);
  #from = 0;
  #to = 0;
  readonly #largest: number;

  constructor(options: { maxFrameLength?: number } = {}) {
    this.#largest = options.maxFrameLength ?? 16 * 2 ** 20;
  }

  push(chunk: Uint8Array): Buffer[] {
    this.#refuseTooLong();
    this.#hold(chunk);
    const frames: Buffer[] = [];
    for (let length = this.#next(); length !== undefined; length = this.#next()) {
      const body = this.#from + HEADER;
      frames.push(Buffer.from(this.#held.slice(body, body + length).buffer));
      this.#from = body + length;
    }
    return frames;
  }

  end(): void {
    if (this.#from !== this.#to) throw new CutShort(this.#to - this.#from);
  }

  /** The length of the next frame, if all of it is here. */
  #next(): number | undefined {
    this.#refuseTooLong();
    const length = this.#length();
    if (length === undefined || this.#to - this.#from - HEADER < length) return undefined;
    return length;
  }

  #length(): number | undefined {
    if (this.#to - this.#from < HEADER) return undefined;
    return new DataView(this.#held.buffer).getUint32(this.#from);
  }

  #refuseTooLong(): void {
    const length = this.#length() ?? 0;
    if (length > this.#largest) throw new TooLong(`${length} bytes announced`);
  }

  #hold(chunk: Uint8Array): void {
    const size = this.#to - this.#from;
    if (this.#to + chunk.length > this.#held.length) {
      const roomy = size + chunk.length <= this.#held.length / 2;
      const held = roomy ? this.#held : new Uint8Array(2 * (size + chunk.length));
      held.set(this.#held.subarray(this.#from, this.#to));
      this.#held = held;
      this.#from = 0;
      this.#to = size;
    }
    this.#held.set(chunk, this.#to);
    this.#to += chunk.length;
  }
}

class FrameSocket extends EventEmitter<{ frame: [Buffer]; end: [] }> {
  #decoder = new FrameDecoder();

  constructor(socket: net.Socket) {
    super();
    socket.on('readable', () => {
      try {
        for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
          for (const frame of this.#decoder.push(chunk)) this.emit('frame', frame);
        }
      } catch {
        socket.destroy();
      }
    });
    socket.on('end', () => this.emit('end'));
  }
}

export async function startFrameServer({ host, port }: { host: string; port: number }) {
  const server = new net.Server({ allowHalfOpen: true });
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    const frames = new FrameSocket(socket);
    frames.on('frame', (frame) => socket.write(encodeFrame(Buffer.from([...frame].reverse()))));
    frames.on('end', () => socket.end());
  });
  await once(server.listen(port, host), 'listening');
  return server;
}
