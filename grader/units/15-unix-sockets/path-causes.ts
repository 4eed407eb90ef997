import type { Cause } from '../../vocabulary.ts';
import { failedWith, was } from './evidence.ts';

/** Causes that show in how long a path may be. */

export const countsCharacters: Cause = {
  id: 'counts-characters',
  explain({ facts, received }) {
    const { bytes = 0, characters = 0, limit = 0 } = facts ?? {};
    if (!was(received, 'string') || bytes <= limit || characters > limit) return undefined;
    return `The path has ${characters} characters as JavaScript counts them, and ${bytes} bytes. The kernel's structure has room for bytes.`;
  },
};

export const forgetsTheZero: Cause = {
  id: 'forgets-the-zero',
  explain({ facts, received }) {
    const { bytes = 0, characters = 0, limit = 0 } = facts ?? {};
    if (!was(received, 'string') || bytes !== characters || bytes !== Number(limit) + 1)
      return undefined;
    return `${bytes} bytes is the size of the structure. One of them has to stay free for the zero byte that ends the path.`;
  },
};

export const oneLimitForAll: Cause = {
  id: 'one-limit-for-all',
  explain({ facts, received }) {
    const { bytes = 0, limit = 0, platform } = facts ?? {};
    if (bytes > limit && limit === 103 && was(received, 'string') && Number(bytes) <= 107)
      return `${bytes} bytes would fit on Linux. On ${platform} there is room for 103.`;
    if (bytes <= limit && failedWith(received, 'RangeError'))
      return `On ${platform} there is room for ${limit} bytes, so these ${bytes} fit.`;
    return undefined;
  },
};

export const noLengthCheck: Cause = {
  id: 'no-length-check',
  explain({ facts, received }) {
    const { tooLong, from } = facts ?? {};
    if (tooLong === undefined || failedWith(received, 'RangeError')) return undefined;
    if (from === 'another' && was(received, 'number'))
      return 'Node cut the path at 108 bytes and connected to what has the shorter name: your number came from a server that you never asked for.';
    return `Nothing measured the path of ${tooLong} bytes before Node got it, and what comes of that depends on the version: some cut the path and go on with a shorter one, others say EINVAL.`;
  },
};
