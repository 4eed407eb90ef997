// Wrong on purpose: what is left over lies where all decoders share it.
// check: decodes-any-split
// cause: state-shared-by-decoders
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

let rest = Buffer.alloc(0);

export class MessageDecoder {
  push(chunk: Uint8Array): string[] {
    rest = Buffer.concat([rest, chunk]);
    const texts: string[] = [];
    while (rest.length >= 4) {
      const header = rest.toString('latin1', 0, 4);
      if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`);
      const end = 4 + Number(header);
      if (rest.length < end) break;
      texts.push(decodeText(rest.subarray(4, end)));
      rest = rest.subarray(end);
    }
    return texts;
  }

  end(): void {
    if (rest.length > 0) throw new Error('the stream ended inside a message');
  }
}

function decodeText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
}
