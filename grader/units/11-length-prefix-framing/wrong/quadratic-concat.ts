// Wrong on purpose: all that waits is copied again for each chunk that comes.
// check: linear-time
// cause: quadratic-copying
export { encodeFrame, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

export class FrameDecoder {
  readonly #maxFrameLength: number;
  #buffer = Buffer.alloc(0);

  constructor({ maxFrameLength = MAX_FRAME_LENGTH }: { maxFrameLength?: number } = {}) {
    this.#maxFrameLength = maxFrameLength;
  }

  push(chunk: Uint8Array): Buffer[] {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    const frames: Buffer[] = [];
    let at = 0;
    while (this.#buffer.length - at >= 4) {
      const length = this.#buffer.readUInt32BE(at);
      if (length > this.#maxFrameLength) {
        throw new RangeError(`a frame of ${length} bytes is too long`);
      }
      const end = at + 4 + length;
      if (end > this.#buffer.length) break;
      frames.push(this.#buffer.subarray(at + 4, end));
      at = end;
    }
    this.#buffer = this.#buffer.subarray(at);
    return frames;
  }

  end(): void {
    if (this.#buffer.length > 0) throw new Error('the stream ended inside a frame');
  }
}
