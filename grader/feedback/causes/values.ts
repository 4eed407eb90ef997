import { type Cause, receivedText, type Shown } from '../evidence.ts';
import { errorOf } from './names.ts';

/** Causes that show in the type of what came: the content is right, and stands in the wrong kind of value. */

/** In which way a value that means the same is of another type, or undefined. */
function mistake(expected: unknown, received: unknown): string | undefined {
  if (expected instanceof Uint8Array) return forBytes(Buffer.from(expected), received);
  if (typeof expected === 'string' && received instanceof Uint8Array)
    return Buffer.from(received).equals(Buffer.from(expected)) ? 'bytes for a string' : undefined;
  if (typeof expected === 'number' && typeof received === 'string')
    return received.trim() !== '' && Number(received) === expected
      ? 'a string for a number'
      : undefined;
  if (typeof expected === 'number' && typeof received === 'bigint')
    return Number(received) === expected ? 'a bigint for a number' : undefined;
  if (typeof expected === 'bigint' && typeof received === 'number')
    return Number(expected) === received ? 'a number for a bigint' : undefined;
  if (!Array.isArray(expected) || !Array.isArray(received)) return undefined;
  if (expected.length !== received.length) return undefined;
  return expected.map((item, i) => mistake(item, received[i])).find((found) => found !== undefined);
}

function forBytes(expected: Buffer, received: unknown): string | undefined {
  if (expected.length === 0) return undefined;
  if (typeof received === 'string') {
    const asUtf8 = Buffer.from(received).equals(expected);
    return asUtf8 || received === expected.toString() || received === expected.toString('latin1')
      ? 'a string for bytes'
      : undefined;
  }
  if (!Array.isArray(received)) return undefined;
  const same = received.length === expected.length && received.every((n, i) => n === expected[i]);
  return same ? 'an array for bytes' : undefined;
}

const WHY: Record<string, string> = {
  'a string for bytes':
    'It is a string. The content is the right one; asked for are bytes, a Buffer or another Uint8Array. Where bytes became a string: toString(), setEncoding(), or a text put together with +. Buffer.from(text) makes bytes of a text.',
  'an array for bytes':
    'It is an Array of numbers, and the numbers are right. Asked for are bytes: Uint8Array.from(numbers) or Buffer.from(numbers). A spread, [...bytes], makes an Array of them again.',
  'bytes for a string':
    'They are bytes, and the text in them is right. Asked for is the string: bytes.toString(), or a TextDecoder where they may be no UTF-8.',
  'a string for a number':
    'It is a string of digits, and the number in them is right. Asked for is the number itself: Number(text), once the text is known to be digits.',
  'a bigint for a number':
    'It is a bigint, and its value is right. Asked for is a number: Number(value), as far as numbers are exact.',
  'a number for a bigint':
    'It is a number, and its value is right. Asked for is a bigint, such as 5n.',
};

export const otherType: Cause = {
  id: 'other-type',
  explain({ expected, received }) {
    const found = mistake(contentOf(expected), contentOf(received));
    return found === undefined ? undefined : WHY[found];
  },
  next: 'Which type does the lesson give for it, and in which line does yours get another?',
};

function contentOf(shown: Shown | undefined): unknown {
  if (!shown) return undefined;
  return 'bytes' in shown ? shown.bytes : shown.value;
}

export const noErrorThrown: Cause = {
  id: 'no-error-thrown',
  explain(evidence) {
    if (!receivedText(evidence).startsWith('a throw of something that is no Error'))
      return undefined;
    return 'JavaScript lets anything be thrown, and a promise be rejected with anything. What came has no class, no message and no stack: whoever catches it cannot tell what went wrong, nor where.';
  },
  next: 'What would a caller read from error.message and error.code? new Error(text) makes one, and Node hands you others.',
};

export const stringsForChunks: Cause = {
  id: 'strings-for-chunks',
  explain(evidence) {
    if (!/Buffer or Uint8Array\. Received type string/.test(errorOf(evidence))) return undefined;
    return 'A string was there in the place of bytes. Chunks are strings where setEncoding() was called on the socket, or where each of them was decoded by itself.';
  },
  next: 'Who turns bytes into text, at what moment, and is all of the text there by then?',
};
