/** Ways in which a stream of bytes can arrive: lists of chunks that make the same bytes when joined. */

/** All 2^(n-1) ways to cut n bytes, those with the fewest chunks first. */
export function allWays(bytes: Buffer): Buffer[][] {
  const ways = Array.from({ length: 2 ** (bytes.length - 1) }, (_, way) => cutBy(bytes, way));
  return ways.sort((one, other) => one.length - other.length);
}

/** Every way to cut into two chunks, of which one may be empty. */
export function twoChunks(bytes: Buffer): Buffer[][] {
  return Array.from({ length: bytes.length + 1 }, (_, at) => [
    bytes.subarray(0, at),
    bytes.subarray(at),
  ]);
}

export function byteByByte(bytes: Buffer): Buffer[] {
  return [...bytes].map((byte) => Buffer.of(byte));
}

/** Cuts behind each byte whose bit is set in `way`. */
function cutBy(bytes: Buffer, way: number): Buffer[] {
  const chunks: Buffer[] = [];
  let start = 0;
  for (let end = 1; end < bytes.length; end++) {
    if (((way >> (end - 1)) & 1) === 0) continue;
    chunks.push(bytes.subarray(start, end));
    start = end;
  }
  return [...chunks, bytes.subarray(start)];
}
