// Wrong on purpose: toString() decodes the bodies, and makes up what is no UTF-8.
// check: refuses-other-bytes
// cause: replaced-invalid
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #buffer = Buffer.alloc(0);

  push(chunk: Uint8Array): string[] {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    const texts: string[] = [];
    while (this.#buffer.length >= 4) {
      const header = this.#buffer.toString('latin1', 0, 4);
      if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
      const end = 4 + Number(header);
      if (this.#buffer.length < end) break;
      texts.push(this.#buffer.toString('utf8', 4, end));
      this.#buffer = this.#buffer.subarray(end);
    }
    return texts;
  }

  end(): void {
    if (this.#buffer.length > 0) throw new Error('the stream ended inside a message');
  }
}
