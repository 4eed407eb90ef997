import { Random } from '../../random.ts';

/** What a relay does to what passes. Shares are from 0 to 1, each drawn by itself for each datagram. */
export interface Faults {
  seed: number;
  loss: number;
  duplicate: number;
  /** Held back until the next one in the same direction has passed. */
  reorder: number;
  /** One bit arrives flipped. */
  corrupt: number;
  /** How much later it arrives, in ms: from the first to the second. */
  delayMs: readonly [least: number, most: number];
  /** From the datagram of this index on, all are lost. */
  blackHole?: number;
}

export const NO_FAULTS: Faults = {
  seed: 1,
  loss: 0,
  duplicate: 0,
  reorder: 0,
  corrupt: 0,
  delayMs: [0, 0],
};

/** From the client to the server, or back. */
export type Direction = 'there' | 'back';

/** What is done to one datagram. */
export interface Verdict {
  lost: boolean;
  twice: boolean;
  heldBack: boolean;
  delayMs: number;
  /** To be taken modulo the length in bits. Bit 0 is the highest of the first byte. */
  flip: number | undefined;
}

const MOST_SHARE = 1_000_000;

/**
 * Decides about the nth datagram (from 0) of a direction: by the seed and by this index alone, so
 * that the same datagrams meet with the same faults, whenever they come.
 */
export function decide(faults: Faults, direction: Direction, index: number): Verdict {
  const random = new Random(faults.seed, `relay/${direction}/${index}`);
  const happens = (share: number) => random.integer(0, MOST_SHARE - 1) < share * MOST_SHARE;
  const [least, most] = faults.delayMs;
  // All are drawn for each datagram: that more are lost changes nothing for the others.
  const lost = happens(faults.loss);
  const twice = happens(faults.duplicate);
  const heldBack = happens(faults.reorder);
  const corrupt = happens(faults.corrupt);
  const delayMs = random.integer(least, most);
  const bit = random.integer(0, 0x7fffffff);
  return {
    lost: lost || (faults.blackHole !== undefined && index >= faults.blackHole),
    twice,
    heldBack,
    delayMs,
    flip: corrupt ? bit : undefined,
  };
}

/** What a verdict means for a datagram of this length, in words: "twice, 12 ms late". Empty where nothing is done. */
export function inWords(verdict: Verdict, length: number): string {
  if (verdict.lost) return 'lost';
  const { twice, heldBack, delayMs, flip } = verdict;
  return [
    ...(twice ? ['twice'] : []),
    ...(heldBack ? ['held back until the next has passed'] : []),
    ...(delayMs > 0 ? [`${delayMs} ms late`] : []),
    ...(flip !== undefined && length > 0 ? [`bit ${flip % (length * 8)} flipped`] : []),
  ].join(', ');
}

/** A copy of the bytes, with the bit flipped that the verdict names. */
export function damage(bytes: Uint8Array, { flip }: Verdict): Buffer {
  const copy = Buffer.from(bytes);
  if (flip === undefined || copy.length === 0) return copy;
  const bit = flip % (copy.length * 8);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
  return copy;
}

/** What a relay tells of each datagram (of each block of a stream, over TCP) that came to it. */
export interface Passage {
  /** The port that the client sends from. */
  client: number;
  direction: Direction;
  index: number;
  bytes: Buffer;
  verdict: Verdict;
  /** What was done to it; empty where it was only passed on. */
  what: string;
}
