import { quoted } from '../feedback/bytes.ts';

/** How messages with a length before each of them are read. */
export interface Framing {
  headerBytes: number;
  /** What the header says; undefined where it is none. */
  lengthOf(header: Buffer): number | undefined;
  showHeader(header: Buffer): string;
  /** A body that came whole; text or hex where it is left out. */
  showBody?(body: Buffer): string;
}

/** Four bytes, big-endian. */
export const UINT32: Framing = {
  headerBytes: 4,
  lengthOf: (header) => header.readUInt32BE(),
  showHeader: asHex,
};

/** Four digits of ASCII. */
export const DIGITS: Framing = {
  headerBytes: 4,
  lengthOf(header) {
    const text = header.toString('latin1');
    return /^[0-9]{4}$/.test(text) ? Number(text) : undefined;
  },
  showHeader(header) {
    const text = header.toString('latin1');
    return /^[0-9]+$/.test(text) ? text : (quoted(header) ?? asHex(header));
  },
};

/** What a row of a ladder has room for. */
const ROOM = 24;

/**
 * Says what each chunk of a stream has of headers and bodies, wherever the stream was cut:
 * 00 00 00 05 "hello". It is no part of the exercise, and does not depend on it.
 */
export function frameReader(framing: Framing): () => (bytes: Buffer) => string | undefined {
  return () => {
    const reader = new FrameReader(framing);
    return (bytes) => reader.read(bytes);
  };
}

class FrameReader {
  readonly #framing: Framing;
  #header = Buffer.alloc(0);
  /** How long the body is, behind a whole header; and how much of it has come. */
  #length = 0;
  #came = 0;
  /** After what is no header, nobody knows where the next one is. */
  #lost = false;

  constructor(framing: Framing) {
    this.#framing = framing;
  }

  read(bytes: Buffer): string | undefined {
    if (this.#lost) return undefined;
    const pieces: string[] = [];
    for (let at = 0; at < bytes.length && !this.#lost; ) {
      const missing = this.#framing.headerBytes - this.#header.length;
      const header = bytes.subarray(at, at + missing);
      at += header.length;
      const told = header.length > 0 ? this.#readHeader(header) : '';
      if (this.#lost || this.#header.length < this.#framing.headerBytes) {
        pieces.push(told);
        continue;
      }
      const body = bytes.subarray(at, at + this.#length - this.#came);
      at += body.length;
      pieces.push([told, this.#readBody(body)].filter(Boolean).join(' '));
    }
    return abridged(pieces);
  }

  #readHeader(part: Buffer): string {
    const { headerBytes, lengthOf, showHeader } = this.#framing;
    this.#header = Buffer.concat([this.#header, part]);
    if (this.#header.length < headerBytes)
      return `${showHeader(part)} (${this.#header.length} of ${headerBytes} of a header)`;
    const length = lengthOf(this.#header);
    this.#lost = length === undefined;
    this.#length = length ?? 0;
    this.#came = 0;
    return this.#lost ? `${showHeader(this.#header)} is no header` : showHeader(this.#header);
  }

  #readBody(part: Buffer): string {
    this.#came += part.length;
    if (this.#came === this.#length) this.#header = Buffer.alloc(0);
    if (part.length === this.#length) return (this.#framing.showBody ?? show)(part);
    const [came, length] = [this.#came, this.#length].map((n) => n.toLocaleString('en-US'));
    return `${part.length > 0 ? `${show(part)} ` : ''}(${came} of ${length})`;
  }
}

function show(body: Buffer): string {
  return body.length === 0 ? '""' : (quoted(body, 12) ?? asHex(body));
}

/** As many of the pieces as a row has room for, and how many there are. */
function abridged(pieces: readonly string[]): string {
  const all = pieces.join(', ');
  if (all.length <= ROOM || pieces.length < 2) return all;
  const count = ` … ${pieces.length} pieces`;
  let shown = pieces[0] ?? '';
  for (const piece of pieces.slice(1)) {
    if (`${shown}, ${piece}${count}`.length > ROOM) break;
    shown += `, ${piece}`;
  }
  return shown + count;
}

function asHex(bytes: Buffer): string {
  const pairs = bytes.subarray(0, 4).toString('hex').match(/../g) ?? [];
  return pairs.join(' ') + (bytes.length > 4 ? ' …' : '');
}
