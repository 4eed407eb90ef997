// Wrong on purpose: a chunk is believed to bring a whole header or none of it.
// check: decodes-any-split
// cause: header-cut
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #parts: Buffer[] = [];
  #missing = -1;
  #broken = false;

  push(chunk: Uint8Array): string[] {
    if (this.#broken) throw new Error('the stream is broken');
    const texts: string[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#missing < 0) {
        const header = Buffer.from(chunk.subarray(at, at + 4)).toString('latin1');
        if (!/^[0-9]{4}$/.test(header)) {
          this.#broken = true;
          throw new Error(`no header: ${header}`);
        }
        this.#missing = Number(header);
        at += 4;
      }
      const part = Buffer.from(chunk.subarray(at, at + this.#missing));
      this.#parts.push(part);
      this.#missing -= part.length;
      at += part.length;
      if (this.#missing > 0) break;
      const body = Buffer.concat(this.#parts);
      this.#parts = [];
      this.#missing = -1;
      texts.push(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
    }
    return texts;
  }

  end(): void {
    if (this.#missing >= 0) throw new Error('the stream ended inside a message');
  }
}
