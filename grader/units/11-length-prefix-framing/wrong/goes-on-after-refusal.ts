// Wrong on purpose: a length that is too large throws, and the decoder then takes bytes as before.
// check: stays-refused
// cause: goes-on-after-refusal
export { encodeFrame, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

export class FrameDecoder {
  readonly #most: number;
  #bytes: Buffer[] = [];
  #size = 0;

  constructor({ maxFrameLength = 16 * 1024 * 1024 }: { maxFrameLength?: number } = {}) {
    this.#most = maxFrameLength;
  }

  push(chunk: Uint8Array): Buffer[] {
    this.#bytes.push(Buffer.from(chunk));
    this.#size += chunk.length;
    const frames: Buffer[] = [];
    if (this.#size < this.#needed()) return frames;
    const stream = Buffer.concat(this.#bytes);
    let at = 0;
    while (at + 4 <= stream.length) {
      const length = stream.readUInt32BE(at);
      if (length > this.#most) {
        this.#keep(Buffer.alloc(0));
        throw new RangeError(`a frame of ${length} bytes, where ${this.#most} are the most`);
      }
      if (at + 4 + length > stream.length) break;
      frames.push(Buffer.from(stream.subarray(at + 4, at + 4 + length)));
      at += 4 + length;
    }
    this.#keep(stream.subarray(at));
    return frames;
  }

  end(): void {
    if (this.#size > 0) throw new Error(`the stream ended after ${this.#size} bytes of a frame`);
  }

  /** How many bytes there have to be before it is worth looking at them. */
  #needed(): number {
    const [first] = this.#bytes;
    if (!first || first.length < 4) return 4;
    const length = first.readUInt32BE(0);
    return length > this.#most ? 4 : 4 + length;
  }

  #keep(rest: Buffer): void {
    this.#bytes = rest.length > 0 ? [rest] : [];
    this.#size = rest.length;
  }
}
