import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

/** What formatIpv4() gave, where it gave a text. */
function written(evidence: Evidence): { expected: string; received: string } | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  if (typeof expected !== 'string' || typeof received !== 'string') return undefined;
  return { expected, received };
}

export const signedOctet: Cause = {
  id: 'signed-octet',
  explain(evidence) {
    const texts = written(evidence);
    if (!texts || !/-\d/.test(texts.received)) return undefined;
    return 'An octet came out negative: >> keeps the sign of the 32 bits, and fills up with ones from the left. >>> fills up with zeros.';
  },
};

export const reversedOctets: Cause = {
  id: 'reversed-octets',
  explain(evidence) {
    const texts = written(evidence);
    if (!texts || texts.received.split('.').reverse().join('.') !== texts.expected)
      return undefined;
    return 'The octets are right and stand in the opposite order: the most significant one comes first.';
  },
};

export const paddedOctets: Cause = {
  id: 'padded-octets',
  explain(evidence) {
    const texts = written(evidence);
    if (!texts || texts.received.replace(/\b0+(?=\d)/g, '') !== texts.expected) return undefined;
    return 'The octets were filled up with zeros. Many programs read a leading zero as octal, so the text now means another address to them.';
  },
};

export const fractionDropped: Cause = {
  id: 'fraction-dropped',
  explain(evidence) {
    const number = evidence.facts?.number;
    if (typeof number !== 'number' || typeof bothValues(evidence)?.received !== 'string')
      return undefined;
    if (Number.isInteger(number) || !Number.isFinite(number)) return undefined;
    return `${number} is no whole number, and an address was made of it all the same: every bit operator drops the fraction.`;
  },
};

export const wrappedNumber: Cause = {
  id: 'wrapped-number',
  explain(evidence) {
    const number = evidence.facts?.number;
    const received = bothValues(evidence)?.received;
    if (typeof number !== 'number' || typeof received !== 'string') return undefined;
    return `${number} was bent until it had 32 bits, as every bit operator does, and became ${received}. The mistake of the caller now has a good address.`;
  },
};
