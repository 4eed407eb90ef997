// Wrong on purpose: the four bytes of a header are read at once, though not all may have come.
// check: decodes-any-split
// cause: header-cut
export { encodeFrame, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

export class FrameDecoder {
  readonly #maxFrameLength: number;
  #refusal: RangeError | undefined;
  #body: Buffer | undefined;
  #filled = 0;

  constructor({ maxFrameLength = MAX_FRAME_LENGTH }: { maxFrameLength?: number } = {}) {
    this.#maxFrameLength = maxFrameLength;
  }

  push(chunk: Uint8Array): Buffer[] {
    if (this.#refusal) throw this.#refusal;
    const bytes = Buffer.from(chunk);
    const frames: Buffer[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (!this.#body) {
        const length = bytes.readUInt32BE(at);
        at += 4;
        if (length > this.#maxFrameLength) {
          this.#refusal = new RangeError(`a frame of ${length} bytes is too long`);
          throw this.#refusal;
        }
        this.#body = Buffer.alloc(length);
        this.#filled = 0;
      }
      const copied = bytes.copy(this.#body, this.#filled, at);
      at += copied;
      this.#filled += copied;
      if (this.#filled === this.#body.length) {
        frames.push(this.#body);
        this.#body = undefined;
      }
    }
    return frames;
  }

  end(): void {
    if (this.#body) throw new Error('the stream ended inside a frame');
  }
}
