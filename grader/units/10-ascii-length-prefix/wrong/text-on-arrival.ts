// Wrong on purpose: each chunk is made into text as it arrives, and its bytes are counted afterwards.
// check: decodes-any-split
// cause: character-cut-in-two
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #text = '';

  push(chunk: Uint8Array): string[] {
    this.#text += Buffer.from(chunk).toString('utf8');
    const texts: string[] = [];
    for (;;) {
      const header = this.#text.slice(0, 4);
      if (header.length < 4) return texts;
      if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
      const rest = Buffer.from(this.#text.slice(4));
      if (rest.length < Number(header)) return texts;
      texts.push(decodeText(rest.subarray(0, Number(header))));
      this.#text = rest.toString('utf8', Number(header));
    }
  }

  end(): void {
    if (this.#text !== '') throw new Error('the stream ended inside a message');
  }
}

function decodeText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
}
