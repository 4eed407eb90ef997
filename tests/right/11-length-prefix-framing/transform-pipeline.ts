// Right: a Transform between the two directions of a socket
import net from 'node:net';
import { pipeline, Transform, type TransformCallback } from 'node:stream';

export function encodeFrame(payload: Uint8Array): Buffer {
  const hex = payload.length.toString(16).padStart(8, '0');
  return Buffer.concat([Buffer.from(hex, 'hex'), payload]);
}

interface Reading {
  into: Buffer;
  filled: number;
  done(bytes: Buffer): void;
}

export class FrameDecoder {
  readonly #max: number;
  #frames: Buffer[] = [];
  #reading: Reading;
  #broken = false;
  #betweenFrames = true;

  constructor(options?: { maxFrameLength?: number }) {
    this.#max = options?.maxFrameLength ?? 16_777_216;
    this.#reading = this.#header();
  }

  push(chunk: Uint8Array): Buffer[] {
    if (this.#broken) throw new RangeError('after a frame that was too long');
    for (let at = 0; at < chunk.length; ) {
      const { into, filled, done } = this.#reading;
      const part = chunk.subarray(at, at + into.length - filled);
      into.set(part, filled);
      at += part.length;
      this.#reading.filled += part.length;
      this.#betweenFrames = false;
      if (this.#reading.filled === into.length) done(into);
    }
    const frames = this.#frames;
    this.#frames = [];
    return frames;
  }

  end(): void {
    if (!this.#betweenFrames) throw new Error('cut short');
  }

  #header(): Reading {
    const done = (header: Buffer) => {
      const length = header.readUInt32BE();
      this.#broken = length > this.#max;
      if (this.#broken) throw new RangeError(`${length} is more than ${this.#max}`);
      if (length === 0) this.#hand(Buffer.alloc(0));
      else this.#reading = { into: Buffer.alloc(length), filled: 0, done: (b) => this.#hand(b) };
    };
    return { into: Buffer.alloc(4), filled: 0, done };
  }

  #hand(frame: Buffer): void {
    this.#frames.push(frame);
    this.#reading = this.#header();
    this.#betweenFrames = true;
  }
}

class Reverser extends Transform {
  readonly #decoder = new FrameDecoder();

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    try {
      const answers = this.#decoder.push(chunk).map((frame) => encodeFrame(frame.reverse()));
      // An empty buffer would say nothing, and nothing is what a part of a frame is answered with.
      if (answers.length > 0) done(null, Buffer.concat(answers));
      else done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

export function startFrameServer({ host, port }: { host: string; port: number }) {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    pipeline(socket, new Reverser(), socket, () => socket.destroy());
  });
  return new Promise<net.Server>((resolve, reject) => {
    server.on('error', reject);
    server.on('listening', () => resolve(server));
    server.listen(port, host);
  });
}
