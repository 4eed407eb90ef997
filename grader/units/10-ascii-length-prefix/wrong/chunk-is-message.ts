// Wrong on purpose: all that stands in a chunk behind the header is taken for the body.
// check: decodes-whole
// cause: chunk-taken-for-message
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #missing = 0;

  push(chunk: Uint8Array): string[] {
    if (chunk.length === 0) return [];
    const header = Buffer.from(chunk).toString('latin1', 0, 4);
    if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
    const body = chunk.subarray(4);
    this.#missing = Number(header) - body.length;
    return [new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)];
  }

  end(): void {
    if (this.#missing > 0) throw new Error('the stream ended inside a message');
  }
}
