// Wrong on purpose: a frame that lies whole in a chunk is handed out as a view of it.
// check: own-bytes
// cause: view-handed-out
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
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const frames: Buffer[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (!this.#body) {
        const copied = bytes.copy(this.#header, this.#headerBytes, at);
        this.#headerBytes += copied;
        at += copied;
        if (this.#headerBytes < 4) break;
        this.#headerBytes = 0;
        const length = this.#header.readUInt32BE();
        if (length > this.#maxFrameLength) {
          this.#refusal = new RangeError(`a frame of ${length} bytes is too long`);
          throw this.#refusal;
        }
        // All of it is here: no need to copy anything.
        if (bytes.length - at >= length) {
          frames.push(bytes.subarray(at, at + length));
          at += length;
          continue;
        }
        this.#body = Buffer.alloc(length);
        this.#filled = 0;
      }
      const copied = bytes.copy(this.#body, this.#filled, at);
      this.#filled += copied;
      at += copied;
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
