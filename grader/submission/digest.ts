import { createHash } from 'node:crypto';

/** What stands for bytes that are too many to carry: how many parts there are, and a hash of all. */
export type Digest = { parts: number; bytes: number; sha256: string };

/** The digest of a list of byte strings. Each goes in with its length, so that no two lists share one. */
export function digestOf(parts: readonly Uint8Array[]): Digest {
  const bytes = parts.reduce((total, part) => total + part.length, 0);
  const joined = Buffer.allocUnsafe(bytes + 4 * parts.length);
  let at = 0;
  for (const part of parts) {
    at = joined.writeUInt32BE(part.length, at);
    joined.set(part, at);
    at += part.length;
  }
  return { parts: parts.length, bytes, sha256: createHash('sha256').update(joined).digest('hex') };
}
