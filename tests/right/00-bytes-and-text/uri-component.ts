// Right: percent-encoding, which is UTF-8 too, and decodeURIComponent
export function byteLength(text: string): number {
  // encodeURIComponent() throws at a lone surrogate; U+FFFD takes its place, in 3 bytes as well.
  const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, '\ufffd');
  const paired = whole.replace(/(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  return encodeURIComponent(paired).replace(/%../g, 'x').length;
}

export function splitAt(bytes: Uint8Array, n: number): [Uint8Array, Uint8Array] {
  const valid = Number.isSafeInteger(n) && n >= 0 && bytes.length - n >= 0;
  if (!valid) throw Object.assign(new RangeError('n'), { received: n });
  const { buffer, byteOffset, byteLength: length } = bytes;
  return [
    new Uint8Array(buffer, byteOffset, n),
    new Uint8Array(buffer, byteOffset + n, length - n),
  ];
}

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  const escaped = [...chunks].flatMap((chunk) =>
    Array.from(chunk, (byte) => `%${byte.toString(16).padStart(2, '0')}`),
  );
  if (escaped.slice(0, 3).join('') === '%ef%bb%bf') escaped.splice(0, 3);
  try {
    return decodeURIComponent(escaped.join(''));
  } catch (error) {
    throw new TypeError('these bytes are no UTF-8', { cause: error });
  }
}
