import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

/** The numbers on both sides, where both sides are numbers. */
function numbers(evidence: Evidence): { expected: number; received: number } | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  if (typeof expected !== 'number' || typeof received !== 'number') return undefined;
  return { expected, received };
}

const reverse = (text: string) => text.split('.').reverse();
const sum = (octets: readonly number[], base: number) =>
  octets.reduce((total, octet) => total * base + octet, 0);

export const signedNumber: Cause = {
  id: 'signed-32-bit',
  explain(evidence) {
    const values = numbers(evidence);
    if (!values || values.received !== values.expected - 2 ** 32) return undefined;
    return `${values.received} is ${values.expected} - 2**32: the same 32 bits, read as a signed number. The results of <<, | and & are signed in JavaScript; only that of >>> is not.`;
  },
};

export const reversedNumber: Cause = {
  id: 'reversed-octets',
  explain(evidence) {
    const values = numbers(evidence);
    const turned = sum(reverse(String(evidence.facts?.text)).map(Number), 256);
    if (!values || values.received >>> 0 !== turned || turned === values.expected) return undefined;
    return `${values.received} is the number of ${reverse(String(evidence.facts?.text)).join('.')}: the last octet was taken for the most significant one. In an address the first is.`;
  },
};

export const base255: Cause = {
  id: 'base-255',
  explain(evidence) {
    const values = numbers(evidence);
    const octets = String(evidence.facts?.text).split('.').map(Number);
    if (!values || values.received !== sum(octets, 255)) return undefined;
    return `${values.received} comes of counting each octet as 255 of the next. 255 is the largest value of an octet; with 0 it has 256 values.`;
  },
};

/** What was accepted, if a text was accepted that had to be refused. */
function accepted(evidence: Evidence): { text: string; octets: string[]; number: number } | null {
  const { text, refused } = evidence.facts ?? {};
  const received = bothValues(evidence)?.received;
  if (refused !== true || typeof text !== 'string' || typeof received !== 'number') return null;
  return { text, octets: text.split('.'), number: received };
}

/** A number as it would be written: what the learner's code took the text for. */
const dotted = (number: number) =>
  [24, 16, 8, 0].map((place) => Math.floor(number / 2 ** place) % 256).join('.');

const reads = (octets: readonly string[], read: (octet: string) => number, number: number) =>
  octets.length === 4 && sum(octets.map(read), 256) === number;

/** Ways of reading an octet that accept too much. The number tells which one it was. */
export const acceptedByReading: readonly Cause[] = [
  {
    id: 'empty-as-zero',
    explain(evidence) {
      const came = accepted(evidence);
      if (!came?.octets.includes('') || !reads(came.octets, Number, came.number)) return undefined;
      return `${came.number} is ${dotted(came.number)}, with a 0 where nothing was written. (Number('') is 0, and not NaN.)`;
    },
  },
  {
    id: 'parse-int-prefix',
    explain(evidence) {
      const came = accepted(evidence);
      const parse = (octet: string) => Number.parseInt(octet, 10);
      if (!came || !/\d[^\d.]/.test(came.text) || !reads(came.octets, parse, came.number))
        return undefined;
      const octet = came.octets.find((each) => /\d[^\d]/.test(each)) ?? '';
      return `${JSON.stringify(octet)} was read as ${parse(octet)}: parseInt() takes the digits at the start and drops the rest without a word.`;
    },
  },
  {
    id: 'leading-zero-as-octal',
    explain(evidence) {
      const came = accepted(evidence);
      const octal = (octet: string) => Number.parseInt(octet, octet.startsWith('0') ? 8 : 10);
      const octet = came?.octets.find((each) => /^0\d/.test(each) && octal(each) !== Number(each));
      if (!came || octet === undefined || !reads(came.octets, octal, came.number)) return undefined;
      return `${octet} was read as ${octal(octet)}: the leading zero was taken for octal, as in C. Others read the same text as ${Number(octet)}; so it is refused, and nobody has to guess.`;
    },
  },
  {
    id: 'leading-zero-accepted',
    explain(evidence) {
      const came = accepted(evidence);
      const octet = came?.octets.find((each) => /^0\d/.test(each));
      if (!came || octet === undefined || !reads(came.octets, Number, came.number))
        return undefined;
      return `${octet} was read as ${Number(octet)}. Other programs read a leading zero as octal (010 is 8 to them), and would go to another address than you allowed.`;
    },
  },
  {
    id: 'spaces-accepted',
    explain(evidence) {
      const came = accepted(evidence);
      if (!came || !/\s/.test(came.text) || !reads(came.octets, Number, came.number))
        return undefined;
      return `${came.number} is ${dotted(came.number)}: white space was dropped without a word, as trim() and Number() do it. Two texts are now one address.`;
    },
  },
  {
    id: 'number-syntax',
    explain(evidence) {
      const came = accepted(evidence);
      if (!came || !reads(came.octets, Number, came.number)) return undefined;
      return `${came.number} is ${dotted(came.number)}: an octet was read as Number() reads it, by the rules of JavaScript. Signs, exponents and 0x are numbers there.`;
    },
  },
];

export const otherDigits: Cause = {
  id: 'other-digits',
  explain(evidence) {
    const came = accepted(evidence);
    if (!came || !/(?!\d)\p{Nd}/u.test(came.text)) return undefined;
    return 'A digit of another script was accepted. Unicode has dozens of them, and to the eye some are the same; an address has 0 to 9, U+0030 to U+0039.';
  },
};

export const octetTooLarge: Cause = {
  id: 'octet-too-large',
  explain(evidence) {
    const came = accepted(evidence);
    const octet = came?.octets.find((each) => /^\d+$/.test(each) && Number(each) > 255);
    if (!came || octet === undefined || came.octets.length !== 4) return undefined;
    const values = came.octets.map(Number);
    const carried = came.number === sum(values, 256);
    const cut =
      came.number ===
      sum(
        values.map((value) => value % 256),
        256,
      );
    if (!carried && !cut) return undefined;
    return `${octet} does not fit into eight bits: ${carried ? 'it was carried into the octet before it' : 'its upper bits were cut off'}, and the number is that of ${dotted(came.number)}.`;
  },
};

export const filledUp: Cause = {
  id: 'inet-aton-rules',
  explain(evidence) {
    const came = accepted(evidence);
    if (!came || came.octets.length === 4) return undefined;
    if (!URL.canParse(`http://${came.text}/`)) return undefined;
    const host = new URL(`http://${came.text}/`).hostname;
    if (!/^[\d.]+$/.test(host) || sum(host.split('.').map(Number), 256) !== came.number)
      return undefined;
    return `It was read as ${host}: that is what new URL() and inet_aton make of it. They let the last part fill all octets that are missing.`;
  },
};

export const letThroughAsNaN: Cause = {
  id: 'let-through-as-nan',
  explain({ facts, received }) {
    if (facts?.refused !== true || facts.threw !== true || typeof facts.text !== 'string')
      return undefined;
    if (!received || !('value' in received) || !Number.isNaN(received.value)) return undefined;
    const octet = facts.text.split('.').find((each) => Number.isNaN(Number(each)));
    if (octet === undefined) return undefined;
    return `Other texts were refused, and this one was let through: Number(${JSON.stringify(octet)}) is NaN, and so is every sum with it. NaN is not above 255 either: each comparison with it is false.`;
  },
  next: 'Which rule of yours looks at the characters of an octet, and does it look at all of them?',
};

export const gaveNoNumber: Cause = {
  id: 'returned-instead-of-thrown',
  explain(evidence) {
    const received = bothValues(evidence)?.received;
    const { refused } = evidence.facts ?? {};
    const nothing = received === null || Number.isNaN(received) || received === -1;
    const came = evidence.received;
    const isUndefined = came !== undefined && 'text' in came && came.text === 'undefined';
    if (refused !== true || (!nothing && !isUndefined)) return undefined;
    return 'The mistake was told by a value that the caller may overlook, and go on with. The lesson asks for a TypeError, which stops it.';
  },
};

export const countedFromZero: Cause = {
  id: 'counted-from-zero',
  explain({ facts }) {
    if (typeof facts?.octet !== 'number' || facts.named !== String(facts.octet - 1))
      return undefined;
    return `Octet ${facts.octet} is called octet ${facts.named}: the message counts from 0, and its reader from 1.`;
  },
};

/** A place, in any form but the one that was asked for. */
const ORDINALS = ['first', 'second', 'third', 'fourth'];
function saysPlace(message: string, octet: number): boolean {
  const places = `(${octet}(st|nd|rd|th)?|${ORDINALS[octet - 1]})`;
  const words = '(\\W+(number|no|nr|num|is|at|in|position|place))*';
  return new RegExp(`octet${words}\\W*${places}\\b|\\b${places}\\W+octet`, 'i').test(message);
}

export const placeInOtherForm: Cause = {
  id: 'place-in-other-form',
  explain({ facts }) {
    const { octet, named, message } = facts ?? {};
    if (named !== '' || typeof octet !== 'number') return undefined;
    if (!saysPlace(String(message), octet)) return undefined;
    return `The message says where, but not as "octet ${octet}": the word, one space, and the number. A program that looks for that finds nothing.`;
  },
  next: 'Compare your message with item 3 of the lesson, character by character.',
};

export const valueForPlace: Cause = {
  id: 'value-for-place',
  explain({ facts }) {
    const { octet, named, value } = facts ?? {};
    if (typeof named !== 'string' || named === '' || named !== value) return undefined;
    return `${named} is the value of the octet. What stands behind the word is to be its place: octet ${octet}.`;
  },
  next: 'Which of the four octets is it, counted from 1, and which variable of yours knows that?',
};

export const noPlaceNamed: Cause = {
  id: 'no-place-named',
  explain({ facts }) {
    const { octet, named, message } = facts ?? {};
    if (named !== '' || typeof octet !== 'number') return undefined;
    // Some place may be meant, in a form that is not known here, or counted from 0.
    const digits = new RegExp(`\\b(${octet}|${octet - 1}|${ORDINALS[octet - 1]})\\b`, 'i');
    if (digits.test(String(message))) return undefined;
    return 'The message says that something is wrong, and not where. The reader has to look for it again, though your code had found it.';
  },
};
