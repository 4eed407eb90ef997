import { type Cause, type Evidence, receivedError } from '../../vocabulary.ts';
import { isBigEndian, numberIn } from './numbers.ts';

/** The bytes that came where an error was due. */
function packed({ received }: Evidence): Buffer | undefined {
  return received && 'bytes' in received ? Buffer.from(received.bytes) : undefined;
}

export const becameInfinity: Cause = {
  id: 'became-infinity',
  explain(evidence) {
    const bytes = packed(evidence);
    const { format, outside } = evidence.facts ?? {};
    const code = /[ef]$/.exec(String(format))?.[0];
    if (outside !== true || !bytes || !code || bytes.length !== (code === 'e' ? 2 : 4))
      return undefined;
    if (Number.isFinite(numberIn(bytes, code, isBigEndian(format)))) return undefined;
    return `The value was packed all the same, as ${bytes.toString('hex')}, which is infinity: it was finite, and the receiver reads something else.`;
  },
  next: 'How can you tell that a finite number has no finite neighbour in this precision?',
  lesson: 'floats',
};

export const silentWrap: Cause = {
  id: 'silent-wrap-around',
  explain(evidence) {
    const bytes = packed(evidence);
    const { wrapped, outside } = evidence.facts ?? {};
    if (outside !== true || !bytes) return undefined;
    const hex = bytes.toString('hex');
    return hex === wrapped
      ? `The value was packed all the same, as ${hex}: its upper bits are gone, and the receiver reads another number.`
      : `The value was packed all the same, as ${hex}, and the receiver reads another number.`;
  },
};

export const converted: Cause = {
  id: 'converted-in-silence',
  explain(evidence) {
    const bytes = packed(evidence);
    const { wrongType } = evidence.facts ?? {};
    if (typeof wrongType !== 'string' || !bytes) return undefined;
    const hex = bytes.length > 0 ? bytes.toString('hex') : 'no bytes';
    return `It was packed all the same, as ${hex}: ${wrongType}. What is converted in silence works until the day that the value does not survive it.`;
  },
  next: 'What does the table say that this code takes, and where does your code look at what came?',
};

export const orderNotFirst: Cause = {
  id: 'order-not-first',
  explain(evidence) {
    const { format } = evidence.facts ?? {};
    if (receivedError(evidence) || !/^\s+[@=<>!]/.test(String(format))) return undefined;
    return 'White space stands before the order here. The order is the first character or none: white space may begin a format only where it has no order.';
  },
  next: 'What is the first character of this format, before anything is taken away from it?',
};

export const otherWhiteSpace: Cause = {
  id: 'other-white-space',
  explain(evidence) {
    const { format } = evidence.facts ?? {};
    if (receivedError(evidence) || !/\u00a0/.test(String(format))) return undefined;
    return 'What looks like a space here is U+00A0, the no-break space. Six characters of ASCII are white space in a format; \\s of a regular expression and trim() know many others.';
  },
  next: 'Which six characters does the lesson name?',
};

export const sizeNotLimited: Cause = {
  id: 'size-not-limited',
  explain(evidence) {
    const { facts, received } = evidence;
    if (facts?.tooLarge !== true || !received || !('text' in received) || receivedError(evidence))
      return undefined;
    return facts.sum === true
      ? 'Each code of this format keeps to the limit, and all together do not: 2**31 - 1 bytes are the limit of the whole.'
      : 'More than 2**31 - 1 bytes were taken for a size like any other. Who packs by it asks for that much memory.';
  },
  next: 'Where do you know the size of the whole format, and is anything allocated before that?',
};

export const wrongSizeAccepted: Cause = {
  id: 'wrong-size-accepted',
  explain({ facts, received }) {
    if (
      facts?.wrongSize !== true ||
      !received ||
      !('text' in received) ||
      !received.text.startsWith('[')
    )
      return undefined;
    return 'Data of another size was read as if it had the right one. More or fewer bytes than the format takes means that the two sides do not speak of the same thing.';
  },
};
