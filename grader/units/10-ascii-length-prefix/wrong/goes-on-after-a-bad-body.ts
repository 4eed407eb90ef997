// Wrong on purpose: a body that is no UTF-8 is refused, and passed over.
// check: stays-refused
// cause: accepted-after-a-bad-body
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #rest = Buffer.alloc(0);

  push(chunk: Uint8Array): string[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const texts: string[] = [];
    while (this.#rest.length >= 4) {
      const header = this.#rest.toString('latin1', 0, 4);
      if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
      const end = 4 + Number(header);
      if (this.#rest.length < end) break;
      const body = this.#rest.subarray(4, end);
      this.#rest = this.#rest.subarray(end);
      texts.push(decodeText(body));
    }
    return texts;
  }

  end(): void {
    if (this.#rest.length > 0) throw new Error('the stream ended inside a message');
  }
}

function decodeText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
}
