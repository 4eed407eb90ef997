// Wrong on purpose: what is left of a chunk behind the last whole message is not kept.
// check: decodes-any-split
// cause: leftover-dropped
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder {
  #cut = false;

  push(chunk: Uint8Array): string[] {
    let rest = Buffer.from(chunk);
    const texts: string[] = [];
    while (rest.length >= 4) {
      const header = rest.toString('latin1', 0, 4);
      if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
      const end = 4 + Number(header);
      if (rest.length < end) break;
      texts.push(
        new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(rest.subarray(4, end)),
      );
      rest = rest.subarray(end);
    }
    this.#cut = rest.length > 0;
    return texts;
  }

  end(): void {
    if (this.#cut) throw new Error('the stream ended inside a message');
  }
}
