// Wrong on purpose: the header is read as 'ascii', which drops the highest bit of each byte.
// check: refuses-headers
// cause: high-bit-dropped
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #buffer = Buffer.alloc(0);

  push(chunk: Uint8Array): string[] {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    const texts: string[] = [];
    while (this.#buffer.length >= 4) {
      const header = this.#buffer.toString('ascii', 0, 4);
      if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
      const end = 4 + Number(header);
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
