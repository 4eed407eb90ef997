// Wrong on purpose: the length is read with a sign: 80 00 00 00 is below every limit.
// check: refuses-long
// cause: signed-length
export { encodeFrame, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

export class FrameDecoder {
  readonly #maxFrameLength: number;
  #header = Buffer.alloc(4);
  #headerBytes = 0;
  #parts: Buffer[] = [];
  #missing = 0;

  constructor({ maxFrameLength = MAX_FRAME_LENGTH }: { maxFrameLength?: number } = {}) {
    this.#maxFrameLength = maxFrameLength;
  }

  push(chunk: Uint8Array): Buffer[] {
    const frames: Buffer[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#headerBytes < 4) {
        this.#header.set(chunk.subarray(at, at + 1), this.#headerBytes);
        this.#headerBytes += 1;
        at += 1;
        if (this.#headerBytes < 4) continue;
        this.#missing = this.#header.readInt32BE();
      }
      if (this.#missing > this.#maxFrameLength) throw new RangeError('the frame is too long');
      if (this.#missing > 0) {
        const part = Buffer.from(chunk.subarray(at, at + this.#missing));
        this.#parts.push(part);
        this.#missing -= part.length;
        at += part.length;
      }
      if (this.#missing <= 0) {
        frames.push(Buffer.concat(this.#parts));
        this.#parts = [];
        this.#headerBytes = 0;
      }
    }
    // Too long it stays, also for a chunk without bytes.
    if (this.#missing > this.#maxFrameLength) throw new RangeError('the frame is too long');
    return frames;
  }

  end(): void {
    if (this.#headerBytes > 0) throw new Error('the stream ended inside a frame');
  }
}
