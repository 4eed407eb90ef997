// Wrong on purpose: push collects the texts, and does not return them.
// check: decodes-whole
// cause: nothing-returned
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #rest = Buffer.alloc(0);

  push(chunk: Uint8Array): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const texts: string[] = [];
    while (this.#rest.length >= 4) {
      const header = this.#rest.toString('latin1', 0, 4);
      if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
      const end = 4 + Number(header);
      if (this.#rest.length < end) break;
      texts.push(decodeText(this.#rest.subarray(4, end)));
      this.#rest = this.#rest.subarray(end);
    }
  }

  end(): void {
    if (this.#rest.length > 0) throw new Error('the stream ended inside a message');
  }
}

function decodeText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
}
