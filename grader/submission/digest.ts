import { createHash } from 'node:crypto';

/** What stands for bytes that are too many to carry: how many parts there are, and a hash of all. */
export type Digest = { parts: number; bytes: number; sha256: string };

/** The digest of a list of byte strings. Each goes in with its length, so that no two lists share one. */
export function digestOf(parts: Iterable<Uint8Array>): Digest {
  const hash = createHash('sha256');
  const length = new DataView(new ArrayBuffer(4));
  const digest = { parts: 0, bytes: 0 };
  for (const part of parts) {
    length.setUint32(0, part.length);
    hash.update(length);
    hash.update(part);
    digest.parts++;
    digest.bytes += part.length;
  }
  return { ...digest, sha256: hash.digest('hex') };
}
