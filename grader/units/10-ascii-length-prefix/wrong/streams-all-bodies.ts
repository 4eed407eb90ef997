// Wrong on purpose: one TextDecoder decodes all bodies, and is told that more follows.
// check: refuses-other-bytes
// cause: cut-character-kept
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #rest = Buffer.alloc(0);
  #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  push(chunk: Uint8Array): string[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const texts: string[] = [];
    while (this.#rest.length >= 4) {
      const header = this.#rest.toString('latin1', 0, 4);
      if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
      const end = 4 + Number(header);
      if (this.#rest.length < end) break;
      texts.push(this.#utf8.decode(this.#rest.subarray(4, end), { stream: true }));
      this.#rest = this.#rest.subarray(end);
    }
    return texts;
  }

  end(): void {
    if (this.#rest.length > 0) throw new Error('the stream ended inside a message');
  }
}
