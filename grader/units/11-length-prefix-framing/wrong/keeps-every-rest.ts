// Wrong on purpose: the rest of the chunk is copied after each frame, and each frame handed out keeps such a copy.
// check: linear-time
// cause: copy-kept-by-frame
export { encodeFrame, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

export class FrameDecoder {
  readonly #limit: number;
  #parts: Buffer[] = [];
  #length = 0;

  constructor({ maxFrameLength = MAX_FRAME_LENGTH }: { maxFrameLength?: number } = {}) {
    this.#limit = maxFrameLength;
  }

  push(chunk: Uint8Array): Buffer[] {
    this.#parts.push(Buffer.from(chunk));
    this.#length += chunk.length;
    const frames: Buffer[] = [];
    for (;;) {
      if (this.#length < 4) return frames;
      const length = this.#header().readUInt32BE();
      if (length > this.#limit) throw new RangeError(`a frame of ${length} bytes is too long`);
      if (this.#length < 4 + length) return frames;
      const all = Buffer.concat(this.#parts);
      frames.push(all.subarray(4, 4 + length));
      this.#parts = [Buffer.concat([all.subarray(4 + length)])];
      this.#length -= 4 + length;
    }
  }

  end(): void {
    if (this.#length > 0) throw new Error('the stream ended inside a frame');
  }

  #header(): Buffer {
    const [first = Buffer.alloc(0)] = this.#parts;
    if (first.length >= 4) return first;
    const rest = this.#parts.slice(1, 5);
    const four = Buffer.concat([first, ...rest]);
    if (four.length >= 4) this.#parts.splice(0, 1 + rest.length, four);
    else this.#parts = [Buffer.concat(this.#parts)];
    return this.#parts[0] ?? first;
  }
}
