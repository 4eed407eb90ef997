// Wrong on purpose: parseInt() is trusted to find what is no number.
// check: refuses-headers
// cause: parse-int
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #buffer = Buffer.alloc(0);

  push(chunk: Uint8Array): string[] {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    const texts: string[] = [];
    while (this.#buffer.length >= 4) {
      const header = this.#buffer.toString('latin1', 0, 4);
      const length = Number.parseInt(header, 10);
      if (Number.isNaN(length) || length < 0) throw new Error(`no header: ${header}`);
      const end = 4 + length;
      if (this.#buffer.length < end) break;
      texts.push(decodeText(this.#buffer.subarray(4, end)));
      this.#buffer = this.#buffer.subarray(end);
    }
    return texts;
  }

  end(): void {
    if (this.#buffer.length > 0) throw new Error('the stream ended inside a message');
  }
}

function decodeText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
}
