import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random values that a seed repeats exactly, so that a failure can be played again. */
export class Random {
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  /** One seed for a whole grading; each check draws from a stream of its own, named by `stream`. */
  constructor(seed: number, stream = '') {
    this.#generator = xoroshiro128plus(fnv1a(`${seed}/${stream}`));
  }

  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number {
    return uniformInt(this.#generator, least, most);
  }

  bytes(length: number): Buffer {
    const words = Int32Array.from({ length: Math.ceil(length / 4) }, () => this.#generator.next());
    return Buffer.from(words.buffer, 0, length);
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.integer(0, from.length - 1)] ?? from[0];
  }

  /** Cuts `bytes` into `pieces` chunks of at least one byte each, at random places. */
  cut(bytes: Buffer, pieces: number): Buffer[] {
    const places = new Set<number>();
    while (places.size < Math.min(pieces, bytes.length) - 1)
      places.add(this.integer(1, bytes.length - 1));
    const edges = [0, ...[...places].sort((a, b) => a - b), bytes.length];
    return edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
  }
}

/** FNV-1a, 32 bits: spreads the seed and a check's name over the generator's whole range. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}
