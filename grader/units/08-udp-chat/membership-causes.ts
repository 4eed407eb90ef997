import { type Cause, countBytes } from '../../vocabulary.ts';
import { came } from './causes.ts';

/** What may be behind the failures of those checks that ask who is a member, and which numbers were used. */

export const charactersCounted: Cause = {
  id: 'characters-counted',
  explain({ facts }) {
    if (facts?.welcomed !== true || !/characters/.test(String(facts.why))) return undefined;
    return `The name was welcomed, though ${facts.why}. A limit in a protocol counts what is on the wire: bytes.`;
  },
};

export const invalidNameAccepted: Cause = {
  id: 'invalid-name-accepted',
  explain({ facts }) {
    if (facts?.welcomed !== true || !/not UTF-8/.test(String(facts.why))) return undefined;
    return 'A name that is no UTF-8 was welcomed. toString() refuses no bytes: it puts U+FFFD (�) where they make no character.';
  },
};

export const ignoredCase: Cause = {
  id: 'names-compared-without-case',
  explain(evidence) {
    if (evidence.facts?.caseMatters !== true || came(evidence)?.type !== 'REFUSED')
      return undefined;
    return 'Ana was refused while ana was in the room. Names are compared byte for byte: A is 41 and a is 61, so these are two names.';
  },
};

export const oldNameKept: Cause = {
  id: 'old-name-kept',
  explain(evidence) {
    const got = came(evidence);
    const { freed, from, nextFrom } = evidence.facts ?? {};
    if (freed !== undefined && got?.type === 'REFUSED') {
      return `The address that had joined as ${freed} has another name now, and ${freed} was refused to somebody else. Nobody is called ${freed} any more: a new name takes the old one’s place.`;
    }
    if (from !== 'zoe') return undefined;
    const name = got?.bytes.subarray(4, 4 + (got.bytes[3] ?? 0)).toString();
    if (nextFrom !== 'ana' && (got?.type !== 'SAID' || name !== 'ana')) return undefined;
    return 'The address had joined as zoe, and what it said was passed on as by ana: the old name was kept. Who is behind an address may change.';
  },
};

export const oldNumbersKept: Cause = {
  id: 'old-numbers-kept',
  explain({ facts }) {
    if (facts?.nextFrom !== 'zoe') return undefined;
    return "zoe's number 0 was not passed on, and number 1 after it was: ana had sent a number 0 from that address before. Ana is gone, and zoe's numbers are her own.";
  },
};

export const keptThoseWhoLeft: Cause = {
  id: 'kept-those-who-left',
  explain(evidence) {
    if (evidence.facts?.left !== true) return undefined;
    const got = came(evidence);
    if (got?.type === 'SAID') return 'ana had left, and was still sent what the room said.';
    return got?.type === 'REFUSED' ? 'ana had left, and the name is still held.' : undefined;
  },
};

export const passedOnTwice: Cause = {
  id: 'passed-on-twice',
  explain(evidence) {
    const got = came(evidence);
    const { played, number } = evidence.facts ?? {};
    if (got?.type !== 'SAID' || played === undefined) return undefined;
    const again = got.bytes.readUInt16BE(1);
    const before = String(played).split(' ').map(Number);
    if (again === number || before.indexOf(again) === before.lastIndexOf(again)) return undefined;
    return `The numbers sent were ${played}: number ${again} came twice, as a network may deliver it, and was passed on twice.`;
  },
};

export const assumedOrder: Cause = {
  id: 'assumed-order',
  explain(evidence) {
    const { played, number, silent } = evidence.facts ?? {};
    if (typeof played !== 'string' || typeof number !== 'number' || silent !== true)
      return undefined;
    const sent = played.split(' ').map(Number);
    const late = sent.slice(0, sent.indexOf(number)).some((before) => before > number);
    if (!late) return undefined;
    return `The numbers sent were ${played}: number ${number} came late, and is missing. A lower number than the last is no copy: it took another way.`;
  },
};

export const numbersKeptTooLong: Cause = {
  id: 'numbers-kept-too-long',
  explain({ facts }) {
    if (facts?.among !== 'no more' || facts.silent !== true) return undefined;
    return `Number ${facts.number} was not passed on. It had been before, and 64 others since: it is not among the last 64 any more, so this is no copy. Numbers come round again after 65535.`;
  },
};

export const numbersOutlivedLeave: Cause = {
  id: 'numbers-outlived-leave',
  explain({ facts }) {
    if (facts?.among !== 'before LEAVE' || facts.silent !== true) return undefined;
    return `ana had left and joined again, and her number ${facts.number} was not passed on: she had used it before she left. Whoever joins after a LEAVE starts with no numbers used.`;
  },
};

export const rejoinForgot: Cause = {
  id: 'rejoin-forgot-the-numbers',
  explain(evidence) {
    const got = came(evidence);
    if (evidence.facts?.rejoined !== true || got?.type !== 'SAID') return undefined;
    const number = got.bytes.readUInt16BE(1);
    if (number !== 3) return undefined;
    return 'Number 3 had been passed on. Then ana sent the same JOIN again, and the copy of number 3 that came after it was passed on, too: the second JOIN made a new entry. Asking twice is to change nothing, numbers among it.';
  },
};

export const answeredDropped: Cause = {
  id: 'answered-what-is-dropped',
  explain(evidence) {
    const { dropped } = evidence.facts ?? {};
    if (dropped === undefined || came(evidence)?.type !== 'REFUSED') return undefined;
    return `A text of ${countBytes(Number(dropped))} was answered by REFUSED. A SAY has no answer in this protocol: REFUSED answers a JOIN.`;
  },
};

export const droppedNumberKept: Cause = {
  id: 'number-of-what-was-dropped',
  explain({ facts }) {
    if (facts?.numberOfDropped !== true || facts.silent !== true) return undefined;
    return 'Number 4 was not passed on. Another SAY had it before, which was too long and was dropped: a copy is known by the numbers of what was passed on.';
  },
  next: 'In which order does your server look at the length of a SAID and at its number?',
};
