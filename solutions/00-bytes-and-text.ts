/*
 * People write text, and a network carries bytes. These three functions stand between the two:
 * one counts, one cuts, and one puts together again what was cut.
 */

/**
 * How many bytes `text` is on the network, in UTF-8: the number that has to stand in front of it
 * where a message says how long it is. Half of a surrogate pair counts as U+FFFD, which is sent
 * in its place: 3 bytes.
 */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/**
 * The first `n` bytes, and the rest. Both parts share the memory of `bytes`: nothing is copied.
 * Throws RangeError unless `n` is a whole number from 0 to the number of bytes.
 */
export function splitAt(bytes: Uint8Array, n: number): [Uint8Array, Uint8Array] {
  if (!Number.isInteger(n) || n < 0 || n > bytes.length) {
    throw new RangeError(`expected a whole number from 0 to ${bytes.length}, received ${n}`);
  }
  return [bytes.subarray(0, n), bytes.subarray(n)];
}

/**
 * The text whose UTF-8 bytes arrived as `chunks`, which may be cut anywhere, also inside of a
 * character. A byte order mark at the very start is dropped. Throws TypeError for bytes that are
 * no UTF-8, and where the last chunk ends inside of a character.
 */
export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  // ignoreBOM leaves the byte order mark to us: where the first character is cut, the decoder of
  // Node 24 and 26 takes a U+FEFF behind it for the mark, and drops that.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  // With `stream`, the decoder keeps the first part of a cut character until the rest has come.
  for (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  // Without it the text is at its end, and a part that still waits for its rest is an error.
  text += decoder.decode();
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
