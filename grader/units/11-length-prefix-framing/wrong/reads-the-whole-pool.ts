// Wrong on purpose: a chunk is taken for the whole of the memory that it lies in.
// check: decodes-whole
// cause: whole-array-buffer
export { encodeFrame, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

export class FrameDecoder {
  readonly #limit: number;
  #buffer = Buffer.alloc(0);

  constructor({ maxFrameLength = MAX_FRAME_LENGTH }: { maxFrameLength?: number } = {}) {
    this.#limit = maxFrameLength;
  }

  push(chunk: Uint8Array): Buffer[] {
    const frames: Buffer[] = [];
    this.#buffer = Buffer.concat([this.#buffer, Buffer.from(chunk.buffer)]);
    while (this.#buffer.length >= 4) {
      const length = this.#buffer.readUInt32BE();
      if (length > this.#limit) throw new RangeError(`a frame of ${length} bytes is too long`);
      if (this.#buffer.length < 4 + length) break;
      frames.push(Buffer.from(this.#buffer.subarray(4, 4 + length)));
      this.#buffer = this.#buffer.subarray(4 + length);
    }
    return frames;
  }

  end(): void {
    if (this.#buffer.length > 0) throw new Error('the stream ended inside a frame');
  }
}
