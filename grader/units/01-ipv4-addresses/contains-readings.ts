import type { Value } from '../../vocabulary.ts';
import { bitsOf } from './oracle.ts';

export interface Pair {
  cidr: string;
  address: string;
  inside: boolean;
}

interface Taken extends Pair {
  base: string;
  length: number;
  from: string;
  to: string;
}

const equal = ({ from, to }: Taken, bits: number) => from.slice(0, bits) === to.slice(0, bits);

/** Wrong ways to tell whether an address is in a block, and what each of them would answer. */
const READINGS: Record<string, (taken: Taken) => boolean> = {
  'whole octets, cut': (taken) => equal(taken, Math.floor(taken.length / 8) * 8),
  'whole octets, more': (taken) => equal(taken, Math.ceil(taken.length / 8) * 8),
  signed: (taken) => taken.inside && !taken.from.startsWith('1'),
  'host bits': ({ from, to, length }) => from.slice(32 - length) === to.slice(32 - length),
  'never where bits follow': ({ from, length, inside }) =>
    inside && !from.slice(length).includes('1'),
  'from the base on': ({ base, address, length }) => {
    const distance = Number.parseInt(bitsOf(address), 2) - Number.parseInt(bitsOf(base), 2);
    return distance >= 0 && distance < 2 ** (32 - length);
  },
  '/0 as /32': (taken) => (taken.length === 0 ? taken.from === taken.to : taken.inside),
  '/32 as /0': (taken) => taken.length === 32 || taken.inside,
};

/**
 * The way that gives each of these answers, if one does. A single true or false tells nothing of
 * how it was found; all of them together do.
 */
export function readingOf(pairs: readonly Pair[], answers: readonly Value[]): string {
  const taken = pairs.map((pair): Taken => {
    const [base = '', length] = pair.cidr.split('/');
    return { ...pair, base, length: Number(length), from: bitsOf(base), to: bitsOf(pair.address) };
  });
  const found = Object.entries(READINGS).find(([, read]) =>
    taken.every((each, i) => answers[i] === read(each)),
  );
  return found?.[0] ?? '';
}
