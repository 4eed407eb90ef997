import { expect, test } from 'vitest';
import { quoted } from '../../grader/feedback/bytes.ts';
import { show } from '../../grader/vocabulary/show.ts';

test.each([
  ['hello\n', '"hello\\n"'],
  ['a'.repeat(41), `"${'a'.repeat(40)}" …`],
  ['你'.repeat(3000), `"${'你'.repeat(40)}" …`],
  ['i\u00a0i', '"i\\u00a0i"'],
  ['\ufeffa\u2028', '"\\ufeffa\\u2028"'],
  ['a\u{e0001}', '"a\\udb40\\udc01"'],
  ['👩‍👧 \ud83d', '"👩‍👧 \\ud83d"'],
])('a text is shown so that all of it can be seen: %j', (text, shown) => {
  expect(show(text)).toBe(shown);
});

test('bytes that are text are cut where a character ends', () => {
  const bytes = Buffer.from('你'.repeat(3000));
  expect(quoted(bytes, 5)).toBe('"你你你你你" …');
  expect(quoted(Buffer.from(`a${'🙂'.repeat(100)}`), 3)).toBe('"a🙂🙂" …');
  expect(quoted(Buffer.concat([Buffer.alloc(20, 0x80), Buffer.from('a')]), 5)).toBeUndefined();
});
