import { expect, test } from 'vitest';
import { DIGITS, frameReader, UINT32 } from '../../grader/vocabulary/frame-reader.ts';

/** What a fresh reader says of chunks that come one after the other. */
function told(framing: Parameters<typeof frameReader>[0], chunks: readonly Buffer[]) {
  const read = frameReader(framing)();
  return chunks.map((chunk) => read(chunk));
}

const hex = (...chunks: string[]) => chunks.map((chunk) => Buffer.from(chunk, 'hex'));
const ascii = (...chunks: string[]) => chunks.map((chunk) => Buffer.from(chunk, 'latin1'));

test('binary lengths, cut anywhere', () => {
  const chunks = hex('0000', '000568', '656c6c6f', '0000000000000001', 'ff', '0000000041', '42');
  expect(told(UINT32, chunks)).toEqual([
    '00 00 (2 of 4 of a header)',
    '00 00 00 05 "h" (1 of 5)',
    '"ello" (5 of 5)',
    '00 00 00 00 "" … 2 pieces',
    'ff',
    '00 00 00 00 "" … 2 pieces',
    '42 (2 of 4 of a header)',
  ]);
});

test('a header alone, its body whole behind it, and a body that is no text', () => {
  expect(told(UINT32, hex('00000002', '4142', '000000020102', '00fffff041'))).toEqual([
    '00 00 00 02 (0 of 2)',
    '"AB"',
    '00 00 00 02 01 02',
    '00 ff ff f0 "A" (1 of 16,777,200)',
  ]);
});

test('four digits, and what is no header: nothing is known behind it', () => {
  expect(told(DIGITS, ascii('0005hello0000', '00', '03a', 'bc', '\0\0\0\x05', 'hello'))).toEqual([
    '0005 "hello", 0000 ""',
    '00 (2 of 4 of a header)',
    '0003 "a" (1 of 3)',
    '"bc" (3 of 3)',
    '00 00 00 05 is no header',
    undefined,
  ]);
});

test('a body in words of its own', () => {
  const framing = { ...UINT32, showBody: (body: Buffer) => `${body.length} bytes` };
  expect(told(framing, hex('000000020102', '00000002', '01', '02'))).toEqual([
    '00 00 00 02 2 bytes',
    '00 00 00 02 (0 of 2)',
    '01 (1 of 2)',
    '02 (2 of 2)',
  ]);
});
