// Wrong on purpose: each chunk is taken for whole messages, and the rest not waited for.
// check: decodes-any-split
// cause: chunk-taken-for-message
export { encodeFrame, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

export class FrameDecoder {
  readonly #maxFrameLength: number;
  #refused = false;
  #cut = false;

  constructor({ maxFrameLength = MAX_FRAME_LENGTH }: { maxFrameLength?: number } = {}) {
    this.#maxFrameLength = maxFrameLength;
  }

  push(chunk: Uint8Array): Buffer[] {
    const message = Buffer.from(chunk);
    const frames: Buffer[] = [];
    let at = 0;
    while (message.length - at >= 4 && !this.#refused) {
      const length = message.readUInt32BE(at);
      this.#refused = length > this.#maxFrameLength;
      const body = at + 4;
      at = body + length;
      this.#cut = at > message.length;
      if (!this.#refused) frames.push(message.subarray(body, at));
    }
    if (this.#refused) throw new RangeError('the frame is too long');
    this.#cut ||= at < message.length;
    return frames;
  }

  end(): void {
    if (this.#cut) throw new Error('the last message was cut short');
  }
}
