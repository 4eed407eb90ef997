// Wrong on purpose: believes that slice() of a Buffer copies, as slice() of a Uint8Array does.
// check: own-bytes
// cause: view-kept
export { encodeFrame, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

export class FrameDecoder {
  #chunks: Uint8Array[] = [];
  #length = 0;
  #wanted: number | undefined;
  #max: number;
  #refused = false;

  constructor({ maxFrameLength = 16 * 1024 * 1024 }: { maxFrameLength?: number } = {}) {
    this.#max = maxFrameLength;
  }

  push(chunk: Uint8Array): Buffer[] {
    if (this.#refused) throw new RangeError('a frame before this was too long');
    const frames: Buffer[] = [];
    this.#chunks.push(chunk.slice()); // a copy of our own: the caller may use its chunk again
    this.#length += chunk.length;
    let rest: Buffer | undefined;
    let at = 0;
    for (;;) {
      const need = this.#wanted ?? 4;
      if (this.#length - at < need) break;
      rest ??= Buffer.concat(this.#chunks);
      if (this.#wanted === undefined) {
        this.#wanted = rest.readUInt32BE(at);
        this.#refused = this.#wanted > this.#max;
        if (this.#refused) throw new RangeError(`a frame of ${this.#wanted} bytes`);
      } else {
        frames.push(Buffer.from(rest.subarray(at, at + need)));
        this.#wanted = undefined;
      }
      at += need;
    }
    if (rest && at > 0) {
      this.#chunks = [rest.subarray(at)];
      this.#length -= at;
    }
    return frames;
  }

  end(): void {
    if (this.#length > 0 || this.#wanted !== undefined)
      throw new Error('the stream ended inside a frame');
  }
}
