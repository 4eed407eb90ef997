// Wrong on purpose: a bad header is passed over, and the next four bytes are tried.
// check: refuses-headers
// cause: header-skipped
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #buffer = Buffer.alloc(0);

  push(chunk: Uint8Array): string[] {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    const texts: string[] = [];
    let at = 0;
    while (this.#buffer.length - at >= 4) {
      const header = this.#buffer.toString('latin1', at, at + 4);
      if (!/^[0-9]{4}$/.test(header)) {
        at += 4;
        continue;
      }
      const end = at + 4 + Number(header);
      if (this.#buffer.length < end) break;
      texts.push(decodeText(this.#buffer.subarray(at + 4, end)));
      at = end;
    }
    this.#buffer = this.#buffer.subarray(at);
    return texts;
  }

  end(): void {
    if (this.#buffer.length > 0) throw new Error('the stream ended inside a message');
  }
}

function decodeText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
}
