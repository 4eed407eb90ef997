import { expect, test } from 'vitest';
import { Begun } from '../../grader/submission/child/begun.ts';
import {
  argumentsOf,
  callback,
  countCalls,
  settle,
} from '../../grader/submission/child/callbacks.ts';

test('each call waits until it is settled, in any order', async () => {
  const reply = callback();
  const first = reply('a');
  const second = reply('b');
  expect(countCalls(reply)).toBe(2);
  expect(await argumentsOf(reply, 1)).toEqual(['b']);
  settle(reply, 1, { value: 2 });
  settle(reply, 0, { error: 'no answer today' });
  expect(await second).toBe(2);
  await expect(first).rejects.toThrow('no answer today');
});

test('a call is waited for, and its bytes are as they were when it was made', async () => {
  const reply = callback();
  const heard = argumentsOf(reply, 0);
  const bytes = Buffer.from('hello');
  void reply(bytes);
  bytes.fill(0);
  expect(await heard).toEqual([Buffer.from('hello')]);
});

test('what is no function of the grader’s, or was not called, cannot be settled', () => {
  expect(() => countCalls(() => {})).toThrow('a function of the grader');
  expect(() => settle(callback(), 0, {})).toThrow('call 0 was not made');
});

test('a call that goes on tells whether it has settled', async () => {
  const reply = callback();
  const begun = new Begun(reply());
  await null;
  expect(begun.settled).toBe(false);
  settle(reply, 0, { value: 1 });
  expect(await begun.given).toBe(1);
  await null;
  expect(begun.settled).toBe(true);
  expect(() => Begun.of(reply)).toThrow('a call that was begun');
});
