// Wrong on purpose: frames are views of one buffer, which later chunks are written to again.
// check: own-bytes
// cause: view-overwritten
export { encodeFrame, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

export class FrameDecoder {
  readonly #maxFrameLength: number;
  #buffer = Buffer.alloc(1024);
  #start = 0;
  #end = 0;

  constructor({ maxFrameLength = MAX_FRAME_LENGTH }: { maxFrameLength?: number } = {}) {
    this.#maxFrameLength = maxFrameLength;
  }

  push(chunk: Uint8Array): Buffer[] {
    this.#append(chunk);
    const frames: Buffer[] = [];
    while (this.#end - this.#start >= 4) {
      const length = this.#buffer.readUInt32BE(this.#start);
      if (length > this.#maxFrameLength) {
        throw new RangeError(`a frame of ${length} bytes is too long`);
      }
      const body = this.#start + 4;
      if (this.#end - body < length) break;
      frames.push(this.#buffer.subarray(body, body + length));
      this.#start = body + length;
    }
    return frames;
  }

  end(): void {
    if (this.#start < this.#end) throw new Error('the stream ended inside a frame');
  }

  #append(chunk: Uint8Array): void {
    if (this.#start === this.#end) this.#start = this.#end = 0;
    if (this.#end + chunk.length > this.#buffer.length) {
      const waiting = this.#end - this.#start;
      const larger = Buffer.alloc(2 * (waiting + chunk.length));
      this.#buffer.copy(larger, 0, this.#start, this.#end);
      this.#buffer = larger;
      this.#start = 0;
      this.#end = waiting;
    }
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }
}
