import dgram from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import {
  decide,
  type Faults,
  NO_FAULTS,
  type Passage,
} from '../../grader/loopback/relay/faults.ts';
import { UdpRelay } from '../../grader/loopback/relay/udp-relay.ts';

/** An echo server, a relay in front of it, and a client that sends to the relay. */
async function setUp(faults: Partial<Faults>) {
  const server = dgram.createSocket('udp4');
  server.on('message', (bytes, { port, address }) => server.send(bytes, port, address));
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const told: Passage[] = [];
  const to = { host: '127.0.0.1', port: server.address().port };
  const relay = await UdpRelay.open(0, to, { ...NO_FAULTS, ...faults }, (passage) => {
    told.push(passage);
  });
  const client = dgram.createSocket('udp4');
  const came: Buffer[] = [];
  client.on('message', (bytes) => came.push(bytes));
  onTestFinished(async () => {
    await relay.close();
    client.close();
    server.close();
  });
  const send = (text: string) =>
    new Promise((resolve) => client.send(text, relay.address.port, '127.0.0.1', resolve));
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  return { send, came, told, until, texts: () => came.map(String) };
}

const there = (told: Passage[]) => told.filter(({ direction }) => direction === 'there');

test('without faults all passes, both ways, each datagram by itself', async () => {
  const { send, texts, told, until } = await setUp({});
  for (const text of ['a', '', 'bc']) await send(text);
  await until(() => texts().length === 3);
  expect(texts()).toEqual(['a', '', 'bc']);
  expect(told.map(({ what }) => what)).toEqual(Array.from({ length: 6 }, () => ''));
});

test('the same seed does the same to the same datagrams, and another one does not', () => {
  const faults = {
    ...NO_FAULTS,
    loss: 0.3,
    duplicate: 0.3,
    corrupt: 0.3,
    delayMs: [0, 50] as const,
  };
  const fates = (seed: number) =>
    Array.from({ length: 50 }, (_, i) => decide({ ...faults, seed }, 'there', i));
  expect(fates(7)).toEqual(fates(7));
  expect(fates(7)).not.toEqual(fates(8));
  const back = Array.from({ length: 50 }, (_, i) => decide({ ...faults, seed: 7 }, 'back', i));
  expect(back).not.toEqual(fates(7));
});

test('more loss leaves the other decisions as they are', () => {
  const faults = { ...NO_FAULTS, duplicate: 0.3, corrupt: 0.3, delayMs: [0, 50] as const };
  for (let i = 0; i < 50; i++) {
    const { lost: _, ...quiet } = decide(faults, 'there', i);
    const { lost: __, ...stormy } = decide({ ...faults, loss: 0.9 }, 'there', i);
    expect(stormy).toEqual(quiet);
  }
});

test('shares are what they say: of 10,000 a tenth is lost', () => {
  const faults = { ...NO_FAULTS, loss: 0.1 };
  const lost = Array.from({ length: 10_000 }, (_, i) => decide(faults, 'back', i).lost);
  const count = lost.filter(Boolean).length;
  expect(count).toBeGreaterThan(800);
  expect(count).toBeLessThan(1200);
});

test('what is told is what happens: loss, copies, flipped bits', async () => {
  const faults = { seed: 3, loss: 0.25, duplicate: 0.25, corrupt: 0.25 };
  const { send, came, told, until } = await setUp(faults);
  for (let i = 0; i < 40; i++) await send(`datagram ${i}`);
  const expected = () => {
    const back = told.filter(({ direction }) => direction === 'back');
    return back.flatMap(({ bytes, verdict }) => {
      if (verdict.lost) return [];
      const sent = Buffer.from(bytes);
      const bit = verdict.flip === undefined ? -1 : verdict.flip % (8 * sent.length);
      if (bit >= 0) sent[bit >> 3] = (sent[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
      return verdict.twice ? [sent, sent] : [sent];
    });
  };
  const passed = () => there(told).filter(({ verdict }) => !verdict.lost);
  const answers = () => passed().reduce((n, { verdict }) => n + (verdict.twice ? 2 : 1), 0);
  await until(() => there(told).length === 40 && told.length === 40 + answers());
  await until(() => came.length === expected().length);
  expect(came).toEqual(expected());
  expect(told.some(({ what }) => what === 'lost')).toBe(true);
  expect(told.some(({ what }) => /^twice/.test(what))).toBe(true);
  expect(told.some(({ what }) => /bit \d+ flipped/.test(what))).toBe(true);
});

test('what is held back comes after the next, or by itself where there is none', async () => {
  const held = (i: number) => decide({ ...NO_FAULTS, reorder: 0.5 }, 'there', i).heldBack;
  expect([0, 1, 2].map(held)).not.toEqual([false, false, false]);
  const { send, texts, until } = await setUp({ reorder: 1 });
  await send('a');
  await until(() => texts().length === 1);
  expect(texts()).toEqual(['a']);
});

test('a black hole begins where it says', async () => {
  const { send, texts, told, until } = await setUp({ blackHole: 2 });
  for (const text of ['a', 'b', 'c', 'd']) await send(text);
  await until(() => texts().length === 2 && there(told).length === 4);
  expect(there(told).map(({ what }) => what)).toEqual(['', '', 'lost', 'lost']);
});
