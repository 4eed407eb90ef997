import { once } from 'node:events';
import net from 'node:net';

/** Where a server listens. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/** What a FrameDecoder takes: the largest body it accepts, 16 MiB unless told. */
export interface FrameDecoderOptions {
  maxFrameLength?: number;
}

const HEADER_BYTES = 4;
const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

/** Where the body of a frame lies in a chunk. */
interface Span {
  start: number;
  end: number;
}

/** A frame: the payload's length as uint32 big-endian, then the payload. */
export function encodeFrame(payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  frame.writeUInt32BE(payload.length);
  frame.set(payload, HEADER_BYTES);
  return frame;
}

/** Finds the frames in a stream of bytes that is pushed to it, wherever that was cut. */
export class FrameDecoder {
  readonly #maxFrameLength: number;
  /** The length of the frame that is under way, as far as its header has come. */
  #length = 0;
  #headerBytes = 0;
  /** Its body, where the chunk that brought the header ended before it. */
  #body: Buffer | undefined;
  #bodyBytes = 0;
  #refusal: RangeError | undefined;

  constructor({ maxFrameLength = MAX_FRAME_LENGTH }: FrameDecoderOptions = {}) {
    this.#maxFrameLength = maxFrameLength;
  }

  /** Takes the next bytes of the stream; returns the frames that are complete with them. */
  push(chunk: Uint8Array): Buffer[] {
    if (this.#refusal) throw this.#refusal;
    const frames: Buffer[] = [];
    const whole: Span[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#body) {
        const part = chunk.subarray(at, at + this.#length - this.#bodyBytes);
        this.#body.set(part, this.#bodyBytes);
        this.#bodyBytes += part.length;
        at += part.length;
        if (this.#bodyBytes < this.#length) break;
        frames.push(this.#body);
        this.#awaitHeader();
      } else {
        // Times 256, not << 8: a shift would make 80 00 00 00 negative.
        this.#length = this.#length * 256 + (chunk[at++] ?? 0);
        this.#headerBytes += 1;
        if (this.#headerBytes < HEADER_BYTES) continue;
        if (this.#length > this.#maxFrameLength) throw this.#refuse();
        const end = at + this.#length;
        if (end <= chunk.length) {
          whole.push({ start: at, end });
          at = end;
          this.#awaitHeader();
        } else {
          this.#body = Buffer.allocUnsafe(this.#length);
          this.#bodyBytes = 0;
        }
      }
    }
    const first = whole[0]?.start;
    if (first === undefined) return frames;
    // The chunk stays the caller's. One copy of it serves all the frames that lie whole in it.
    const own = Buffer.from(chunk.subarray(first, whole.at(-1)?.end));
    for (const { start, end } of whole) frames.push(own.subarray(start - first, end - first));
    return frames;
  }

  /** The stream has ended. Throws where it ended inside a frame. */
  end(): void {
    if (this.#headerBytes === 0) return;
    const [came, of] = this.#body
      ? [this.#bodyBytes, `a frame's ${this.#length} bytes`]
      : [this.#headerBytes, `a header's ${HEADER_BYTES} bytes`];
    throw new Error(`the stream ended after ${came} of ${of}`);
  }

  #awaitHeader(): void {
    this.#length = 0;
    this.#headerBytes = 0;
    this.#body = undefined;
  }

  #refuse(): RangeError {
    // Where the next frame begins can only be known from this one: there is no way on.
    this.#refusal = new RangeError(
      `a frame of ${this.#length} bytes, where ${this.#maxFrameLength} are the most`,
    );
    return this.#refusal;
  }
}

/** Answers each frame by one whose bytes are in reverse order; resolves once it listens. */
export async function startFrameServer({ host, port }: Address): Promise<net.Server> {
  // allowHalfOpen: when a client has sent its FIN, what is still to be answered is.
  const server = net.createServer({ allowHalfOpen: true }, answerFrames);
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function answerFrames(socket: net.Socket): void {
  const decoder = new FrameDecoder();
  socket.on('data', (chunk) => {
    try {
      for (const frame of decoder.push(chunk)) socket.write(encodeFrame(frame.reverse()));
    } catch {
      // Too long. What follows cannot be told apart any more, so there is nothing left to say.
      socket.destroy();
    }
    // A client that does not read fills our buffer: read no more of its bytes until it does.
    if (socket.writableNeedDrain) socket.pause();
  });
  socket.on('drain', () => socket.resume());
  // FIN behind the last answer closes the connection, also where the stream ended inside a frame.
  socket.on('end', () => socket.end());
  // A reset ends this conversation. Without a listener it would end the process.
  socket.on('error', () => {});
}
