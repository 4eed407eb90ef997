// Wrong on purpose: the room for a body is made before its length is checked.
// check: refuses-long
// cause: allocated-before-validation
export { encodeFrame, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

export class FrameDecoder {
  readonly #maxFrameLength: number;
  #header = Buffer.alloc(4);
  #headerBytes = 0;
  #body: Buffer | undefined;
  #filled = 0;
  #refusal: RangeError | undefined;

  constructor({ maxFrameLength = MAX_FRAME_LENGTH }: { maxFrameLength?: number } = {}) {
    this.#maxFrameLength = maxFrameLength;
  }

  push(chunk: Uint8Array): Buffer[] {
    if (this.#refusal) throw this.#refusal;
    const frames: Buffer[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (!this.#body) {
        const part = chunk.subarray(at, at + 4 - this.#headerBytes);
        this.#header.set(part, this.#headerBytes);
        this.#headerBytes += part.length;
        at += part.length;
        if (this.#headerBytes < 4) break;
        this.#headerBytes = 0;
        this.#body = Buffer.alloc(this.#header.readUInt32BE());
        this.#filled = 0;
        if (this.#body.length > this.#maxFrameLength) {
          this.#refusal = new RangeError(`a frame of ${this.#body.length} bytes is too long`);
          throw this.#refusal;
        }
      }
      const part = chunk.subarray(at, at + this.#body.length - this.#filled);
      this.#body.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === this.#body.length) {
        frames.push(this.#body);
        this.#body = undefined;
      }
    }
    return frames;
  }

  end(): void {
    if (this.#body || this.#headerBytes > 0) throw new Error('the stream ended inside a frame');
  }
}
