// Wrong on purpose: the part of a body that a chunk holds becomes text at once, whatever it holds.
// check: decodes-any-split
// cause: character-cut-in-two
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #buffer = Buffer.alloc(0);
  #missing = 0;
  #text = '';

  push(chunk: Uint8Array): string[] {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    const texts: string[] = [];
    for (;;) {
      if (this.#missing > 0) {
        const part = this.#buffer.subarray(0, this.#missing);
        this.#buffer = this.#buffer.subarray(part.length);
        this.#missing -= part.length;
        this.#text += part.toString();
        if (this.#missing > 0) break;
        texts.push(this.#text);
        this.#text = '';
      }
      if (this.#buffer.length < 4) break;
      const header = this.#buffer.toString('latin1', 0, 4);
      if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
      const end = 4 + Number(header);
      if (this.#buffer.length < end) {
        this.#missing = Number(header);
        this.#buffer = this.#buffer.subarray(4);
        continue;
      }
      texts.push(decodeText(this.#buffer.subarray(4, end)));
      this.#buffer = this.#buffer.subarray(end);
    }
    return texts;
  }

  end(): void {
    if (this.#buffer.length > 0 || this.#missing > 0)
      throw new Error('the stream ended inside a message');
  }
}

function decodeText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
}
