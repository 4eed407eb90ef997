import { describe, expect, test } from 'vitest';
import { GENERAL_CAUSES } from '../../grader/feedback/causes.ts';
import type { Evidence, Shown } from '../../grader/feedback/evidence.ts';
import { findCause } from '../../grader/feedback/story.ts';

function cause(evidence: Evidence): string | undefined {
  return findCause(GENERAL_CAUSES, evidence, { events: [], omitted: 0 })?.text;
}

function threw(text: string): Evidence {
  return { received: { text } };
}

function died(message: string): Evidence {
  return { ended: { reason: 'uncaught', code: '', message } };
}

function value(value: unknown): Shown {
  return value instanceof Uint8Array ? { bytes: value } : { text: String(value), value };
}

describe('a name that is not known', () => {
  test.each([
    [
      'TypeError: socket.sendall is not a function',
      "sendall is Python's word for it. In Node socket.write(bytes) sends them all, and does not wait for it.",
    ],
    [
      'ReferenceError: len is not defined',
      "len is Python's word for it. In JavaScript texts, lists and bytes have a length: bytes.length.",
    ],
    [
      'ReferenceError: net is not defined',
      "net comes from a module of Node, and the file does not import it. import net from 'node:net';",
    ],
    [
      'ReferenceError: once is not defined',
      "once comes from a module of Node, and the file does not import it. import { once } from 'node:events';",
    ],
    [
      'ReferenceError: sokcet is not defined',
      'Nothing is called sokcet at that place: no variable, no parameter and no import.',
    ],
  ])('%s', (text, told) => {
    expect(cause(threw(text))).toBe(told);
    expect(cause(died(text.replace(/^\w+: /, '')))).toBe(told);
  });

  test('is not what a method is called that the learner forgot', () => {
    expect(cause(threw('TypeError: this.toString2 is not a function'))).toBeUndefined();
    expect(cause(threw('TypeError: decoder.constructor2.len3 is not a function'))).toBeUndefined();
  });
});

describe('a value of another type with the right content', () => {
  const bytes = Buffer.from('你好');

  test.each<[string, unknown, unknown]>([
    ['It is a string. ', bytes, '你好'],
    ['It is a string. ', Buffer.from([0xe4, 1]), '\xe4\x01'],
    ['It is an Array of numbers, ', bytes, [...bytes]],
    ['They are bytes, ', '你好', bytes],
    ['It is a string of digits, ', 7, '7'],
    ['It is a bigint, ', 7, 7n],
    ['It is a number, ', 7n, 7],
    ['It is a string. ', [1, bytes], [1, '你好']],
  ])('%s', (begins, expected, received) => {
    expect(cause({ expected: value(expected), received: value(received) })).toMatch(begins);
  });

  test.each<[unknown, unknown]>([
    [bytes, '你'],
    [bytes, [1, 2]],
    [Buffer.alloc(0), ''],
    ['你好', Buffer.from('你')],
    [0, ''],
    [7, 8n],
    [1.5, 1n],
    [7n, 8],
    [[bytes], [bytes, '你好']],
    [undefined, '7'],
  ])('is not one whose content differs: %o, %o', (expected, received) => {
    expect(cause({ expected: value(expected), received: value(received) })).toBeUndefined();
  });
});

test('what is thrown and is no Error', () => {
  expect(
    cause({
      expected: { text: 'a TypeError (octet 1)' },
      received: { text: 'a throw of something that is no Error: octet 1' },
      facts: { dueError: 'TypeError' },
    }),
  ).toBe(
    'JavaScript lets anything be thrown, and a promise be rejected with anything. What came has no class, no message and no stack: whoever catches it cannot tell what went wrong, nor where.',
  );
});

test('a Uint8Array in the place of a Buffer', () => {
  expect(cause(threw('TypeError: payload.copy is not a function'))).toBe(
    'copy() is a method of Buffer, and what came is no Buffer: a plain Uint8Array holds bytes too, and has not that method. target.set(bytes, at) copies from both, and Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) makes a Buffer that looks at the same bytes.',
  );
  expect(cause(died('chunk.readUInt32BE is not a function'))).toMatch(/^readUInt32BE\(\) is a/);
  expect(cause(threw('TypeError: rewrite is not a function'))).toBeUndefined();
  expect(cause(threw('TypeError: this.readNameBE2 is not a function'))).toBeUndefined();
});

test('strings in the place of chunks', () => {
  const text =
    'The "list[1]" argument must be an instance of Buffer or Uint8Array. Received type string (\'a\')';
  const told =
    'A string was there in the place of bytes. Chunks are strings where setEncoding() was called on the socket, or where each of them was decoded by itself.';
  expect(cause(threw(`TypeError: ${text}`))).toBe(told);
  expect(cause(died(text))).toBe(told);
});
