// Wrong on purpose: the part of a body that a chunk holds is decoded by itself.
// check: decodes-any-split
// cause: character-cut-in-two
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #header = Buffer.alloc(4);
  #headerBytes = 0;
  #missing = 0;
  #text = '';
  #broken = false;

  push(chunk: Uint8Array): string[] {
    if (this.#broken) throw new Error('the stream is broken');
    const texts: string[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#headerBytes < 4) {
        this.#header.set(chunk.subarray(at, at + 1), this.#headerBytes);
        this.#headerBytes += 1;
        at += 1;
        if (this.#headerBytes < 4) continue;
        this.#missing = this.#readLength();
      }
      const part = chunk.subarray(at, at + this.#missing);
      at += part.length;
      this.#missing -= part.length;
      this.#text += new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(part);
      if (this.#missing > 0) break;
      texts.push(this.#text);
      this.#text = '';
      this.#headerBytes = 0;
    }
    return texts;
  }

  end(): void {
    if (this.#headerBytes > 0) throw new Error('the stream ended inside a message');
  }

  #readLength(): number {
    const header = this.#header.toString('latin1');
    if (/^[0-9]{4}$/.test(header)) return Number(header);
    this.#broken = true;
    throw new Error(`no header: ${header}`);
  }
}
