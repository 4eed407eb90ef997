// Wrong on purpose: unfinished chunks are kept as they came, in the caller's memory.
// check: own-bytes
// cause: view-kept
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #chunks: Uint8Array[] = [];

  push(chunk: Uint8Array): string[] {
    this.#chunks.push(chunk);
    let rest = Buffer.concat(this.#chunks);
    const texts: string[] = [];
    while (rest.length >= 4) {
      const header = rest.toString('latin1', 0, 4);
      if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
      const end = 4 + Number(header);
      if (rest.length < end) break;
      texts.push(decodeText(rest.subarray(4, end)));
      rest = rest.subarray(end);
    }
    // Only where a message was complete is there anything to let go.
    if (texts.length > 0) this.#chunks = [rest];
    return texts;
  }

  end(): void {
    if (this.#chunks.some(({ length }) => length > 0)) {
      throw new Error('the stream ended inside a message');
    }
  }
}

function decodeText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
}
