import type { Cause } from '../../vocabulary.ts';

export const wholeOctets: Cause = {
  id: 'whole-octets',
  explain({ facts }) {
    if (!String(facts?.reading).startsWith('whole octets')) return undefined;
    return 'All your answers are those of a comparison of whole octets. A prefix is counted in bits and may end anywhere, also in the middle of an octet.';
  },
};

export const signedComparison: Cause = {
  id: 'signed-comparison',
  explain({ facts }) {
    if (facts?.reading !== 'signed') return undefined;
    return `From 128.0.0.0 on, where the highest bit is 1, no block contains anything for you, not even ${String(facts.cidr).split('/')[0]} itself. There the result of & is negative. What do you compare it with?`;
  },
};

export const maskTurned: Cause = {
  id: 'mask-turned-round',
  explain({ facts }) {
    if (facts?.reading !== 'host bits') return undefined;
    return 'All your answers are those of a comparison of the last bits: /8 looked at the 8 bits on the right. The prefix is on the left.';
  },
};

export const baseNotMasked: Cause = {
  id: 'base-not-masked',
  explain({ facts }) {
    if (facts?.reading !== 'never where bits follow') return undefined;
    return 'Where the base has bits behind the prefix, nothing is inside for you, not even the base itself. So it is when the mask is laid on the address only.';
  },
};

export const blockBeginsAtBase: Cause = {
  id: 'block-begins-at-base',
  explain({ facts }) {
    if (facts?.reading !== 'from the base on') return undefined;
    const { cidr, address } = facts;
    return `Your block begins at its base and is as long as it should be, so ${address} fell ${cidr === address ? 'into' : 'on the wrong side of'} ${cidr}. A block begins where all bits behind the prefix are 0.`;
  },
};

export const shiftBy32: Cause = {
  id: 'shift-by-32',
  explain({ facts }) {
    if (facts?.reading === '/0 as /32')
      return 'Your /0 contains its base alone, as a /32 does. A shift takes its distance modulo 32: ~0 << 32 is ~0 << 0, which is -1, all ones.';
    if (facts?.reading === '/32 as /0')
      return 'Your /32 contains everything, as a /0 does. A shift takes its distance modulo 32: -1 >>> 32 is -1 >>> 0, all ones, where no one was meant.';
    return undefined;
  },
};
