import { expect, test } from 'vitest';
import { ladder } from '../../grader/feedback/ladder.ts';
import { columns } from '../../grader/feedback/layout.ts';
import type { ExchangeEvent } from '../../grader/report/results.ts';

function event(
  at_ms: number,
  from: string,
  to: string,
  kind: ExchangeEvent['kind'],
  bytes = '',
  note = '',
): ExchangeEvent {
  const buffer = Buffer.from(bytes);
  return {
    at_us: at_ms * 1000,
    from,
    to,
    kind,
    length: buffer.length,
    hex: buffer.toString('hex', 0, 64),
    note,
  };
}

const [G, S] = ['grader', 'your server'];

test('two actors: time runs down, arrows run across, bytes stand beside them', () => {
  const events = [
    event(0, G, S, 'connect'),
    event(0.4, G, S, 'data', 'hello\n'),
    event(0.5, G, S, 'fin'),
    event(12.34, S, G, 'data', '\xff\x00'),
    event(13, S, G, 'rst'),
  ];
  expect(ladder({ events, omitted: 0 })).toEqual([
    '            grader                      your server',
    '     0.0 ms    │───────── connect ──────────▶│',
    '     0.4 ms    │───────── 6 bytes ──────────▶│  "hello\\n"',
    '     0.5 ms    │─────────── FIN ────────────▶│',
    '    12.3 ms    │◀───────── 3 bytes ──────────│  c3 bf 00',
    '    13.0 ms    │◀─────────── RST ────────────│',
  ]);
});

test('three actors: the program under test stands in the middle, and what was lost is crossed', () => {
  const events = [
    event(0, 'ana', S, 'datagram', '\x01ana', 'JOIN'),
    event(0.6, S, 'bo', 'datagram', 'x'),
    event(1.2, 'bo', S, 'lost', 'y', 'lost on purpose'),
  ];
  expect(ladder({ events, omitted: 0 })).toEqual([
    '              ana           your server           bo',
    '     0.0 ms    │─── 4 bytes ────▶│                 │  JOIN · 01 61 6e 61',
    '     0.6 ms    │                 │──── 1 byte ────▶│  "x"',
    '     1.2 ms    │                 │╳───── lost ─────│  lost on purpose · "y"',
  ]);
});

test('a long exchange keeps its beginning and its end, and says how much is between', () => {
  const events = Array.from({ length: 40 }, (_, i) => event(i, G, S, 'data', `${i}`));
  const lines = ladder({ events, omitted: 7 });
  expect(lines).toHaveLength(1 + 9 + 1 + 5);
  expect(lines[10]).toBe('               … 33 more …');
  expect(lines.at(-1)).toBe('    39.0 ms    │───────── 2 bytes ──────────▶│  "39"');
});

test('of two actors whose exchange is long, the last connections are drawn', () => {
  const talk = (start: number, length: number) => [
    event(start, S, G, 'connect'),
    ...Array.from({ length: length - 1 }, (_, i) => event(start + i + 1, G, S, 'data', `${i}`)),
  ];
  const short = ladder({ events: [...talk(0, 20), ...talk(20, 6), ...talk(30, 5)], omitted: 0 });
  expect(short).toHaveLength(1 + 1 + 11);
  expect(short[1]).toBe('               … 20 of earlier connections …');
  expect(short[2]).toContain('20.0 ms');
  const long = ladder({ events: [...talk(0, 20), ...talk(20, 40)], omitted: 0 });
  expect(long).toHaveLength(1 + 1 + 9 + 1 + 5);
  expect(long[11]).toBe('               … 26 more …');
});

test('text behind a binary length is shown as text', () => {
  const carried = (bytes: string) =>
    ladder({ events: [event(0, G, S, 'data', bytes)], omitted: 0 })[1]?.split('│  ')[1];
  expect(carried('\0\0\0\x1d{"command":"greet","args":[]}')).toBe('00 00 00 1d {"command":"gr …');
  expect(carried('\0\0\0\x05hello')).toBe('00 00 00 05 "hello"');
  expect(carried('\0\0\0\x05hello\0\0\0\x02')).toBe('00 00 00 05 "hello" …');
  expect(carried('\0\0\0\0')).toBe('00 00 00 00');
});

test('of many actors, the one in focus is drawn', () => {
  const names = Array.from({ length: 9 }, (_, i) => `client ${i + 1}`);
  const lines = ladder(
    { events: names.map((name, i) => event(i, name, S, 'connect')), omitted: 0 },
    'client 8',
  );
  expect(lines[0]).toBe('           client 1     your server    client 2      client 8');
  expect(lines.at(-1)).toBe('               (6 events between others are not drawn)');
});

test('one actor alone makes no ladder', () => {
  expect(ladder({ events: [], omitted: 0 })).toEqual([]);
});

test('in its margin a ladder keeps to 80 columns, whatever is said and by however many', () => {
  const texts = [
    'x'.repeat(16),
    '你好你好你',
    '\0'.repeat(1_048_576),
    '\0\0\0\x1d{"command":"greet"}',
  ];
  for (const count of [1, 2, 3]) {
    const clients = ['the next client', 'client 1', 'client 2'].slice(0, count);
    const events = clients.flatMap((name) =>
      texts.flatMap((text) => [
        event(12_345, name, S, 'data', text, 'one byte at a time'),
        event(12_345, S, name, 'datagram', text),
      ]),
    );
    for (const line of ladder({ events, omitted: 0 })) expect(columns(line), line).toBeLessThan(77);
  }
});
