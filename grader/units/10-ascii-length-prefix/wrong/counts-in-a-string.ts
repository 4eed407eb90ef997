// Wrong on purpose: what came is kept as a string, and the length taken in characters of it.
// check: decodes-whole
// cause: characters-taken
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #text = '';

  push(chunk: Uint8Array): string[] {
    this.#text += this.#decoder.decode(chunk, { stream: true });
    const texts: string[] = [];
    while (this.#text.length >= 4) {
      const header = this.#text.slice(0, 4);
      if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
      const end = 4 + Number(header);
      if (this.#text.length < end) break;
      texts.push(this.#text.slice(4, end));
      this.#text = this.#text.slice(end);
    }
    return texts;
  }

  end(): void {
    if (this.#text !== '') throw new Error('the stream ended inside a message');
  }
}
