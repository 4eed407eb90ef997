// Right: UTF-8 written out by hand, one byte at a time, in a state machine
const SURROGATE = /[\ud800-\udfff]/u;

export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code < 0x10000) bytes += 3;
    else bytes += 4;
  }
  return bytes;
}

class OutOfRange extends RangeError {}

export function splitAt(bytes: Uint8Array, n: number): [Uint8Array, Uint8Array] {
  if (Math.trunc(n) !== n || n < 0 || n > bytes.length) throw new OutOfRange('no place to split');
  const [first, rest]: [number[], number[]] = [[], []];
  bytes.forEach((byte, i) => {
    (i < n ? first : rest).push(byte);
  });
  return [Uint8Array.from(first), Uint8Array.from(rest)];
}

class InvalidUtf8 extends TypeError {}

/** [bytes that follow, bits of the first byte, smallest code point of this length] */
function begin(byte: number): [number, number, number] {
  if (byte < 0x80) return [0, byte, 0];
  if (byte >> 5 === 0b110) return [1, byte & 0x1f, 0x80];
  if (byte >> 4 === 0b1110) return [2, byte & 0x0f, 0x800];
  if (byte >> 3 === 0b11110) return [3, byte & 0x07, 0x10000];
  throw new InvalidUtf8(`${byte.toString(16)} begins no character`);
}

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  const text: string[] = [];
  let [missing, code, smallest] = [0, 0, 0];
  for (const chunk of chunks) {
    for (const byte of chunk) {
      if (missing === 0) {
        [missing, code, smallest] = begin(byte);
      } else {
        if (byte >> 6 !== 0b10) throw new InvalidUtf8(`${byte.toString(16)} continues nothing`);
        code = (code << 6) | (byte & 0x3f);
        missing -= 1;
      }
      if (missing > 0) continue;
      if (code < smallest || code > 0x10ffff) throw new InvalidUtf8('overlong or too large');
      const character = String.fromCodePoint(code);
      if (SURROGATE.test(character)) throw new InvalidUtf8('half of a surrogate pair');
      text.push(character);
    }
  }
  if (missing > 0) throw new InvalidUtf8('cut at the end');
  if (text[0] === '\ufeff') text.shift();
  return text.join('');
}
