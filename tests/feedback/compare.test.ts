import { expect, test } from 'vitest';
import { comparison } from '../../grader/feedback/compare.ts';
import { columns, paragraph, wrap } from '../../grader/feedback/layout.ts';

test('a caret stands under the first byte that differs', () => {
  const [sent, expected, received] = ['Straße', 'STRAßE', 'STRASSE'].map((text) =>
    Buffer.from(text),
  );
  if (!sent || !expected || !received) throw new Error('three texts');
  expect(
    comparison({ sent, expected: { bytes: expected }, received: { bytes: received } }),
  ).toEqual([
    '    Sent        53 74 72 61 c3 9f 65  "Straße"',
    '    Expected    53 54 52 41 c3 9f 45  "STRAßE"',
    '    Received    53 54 52 41 53 53 45  "STRASSE"',
    '                            ^^ byte 4',
  ]);
});

test('of many bytes, those around the difference are shown', () => {
  const expected = Buffer.alloc(70_000, 0xaa);
  const received = Buffer.from(expected);
  received[65_536] = 0xab;
  expect(
    comparison({ expected: { bytes: expected }, received: { bytes: received, end: 'FIN' } }),
  ).toEqual([
    '    Expected    … aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa …',
    '                70,000 bytes',
    '    Received    … aa aa aa aa aa aa aa aa ab aa aa aa aa aa aa aa …',
    '                70,000 bytes, then FIN',
    '                                          ^^ byte 65,536',
  ]);
});

test('nothing at all is said in words', () => {
  expect(
    comparison({
      expected: { bytes: Buffer.from('hi'), end: 'FIN' },
      received: { bytes: Buffer.alloc(0), end: 'FIN' },
    }),
  ).toEqual([
    '    Expected    68 69                 "hi"',
    '                2 bytes, then FIN',
    '    Received    0 bytes, then FIN',
  ]);
});

test('wide characters take two columns, combining marks none', () => {
  expect([columns('你好'), columns('e\u0301'), columns('ß'), columns('🙂')]).toEqual([4, 1, 1, 2]);
});

test('text is wrapped at 80 columns beside its label', () => {
  const lines = paragraph('Cause', 'word '.repeat(20).trim());
  expect(lines).toEqual([
    '    Cause       word word word word word word word word word word word word word',
    '                word word word word word word word',
  ]);
  expect(wrap('one-very-long-word', 4)).toEqual(['one-very-long-word']);
});
