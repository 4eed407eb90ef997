import { describe, expect, test } from 'vitest';
import { type Learner, learner } from '../helpers/learner.ts';
import { children, isRunning, until } from '../helpers/processes.ts';
import { hasTerminals, Terminal } from '../helpers/terminal.ts';

const SLUG = '00-bytes-and-text';

const WAYS: Record<string, (terminal: Terminal, pid: number) => void> = {
  q: (terminal) => terminal.type('q'),
  'Ctrl-C': (terminal) => terminal.type('\x03'),
  SIGTERM: (_, pid) => process.kill(pid, 'SIGTERM'),
  SIGHUP: (_, pid) => process.kill(pid, 'SIGHUP'),
};
const STATUS: Record<string, number> = { q: 0, 'Ctrl-C': 130, SIGTERM: 143, SIGHUP: 129 };

/** Each stage, and what the screen shows when it is reached. */
const STAGES: Record<string, (me: Learner, terminal: Terminal) => Promise<unknown>> = {
  'waits in front of a stub': (_, terminal) => terminal.shows('not started'),
  'plays with a submission that spins': async (me, terminal) => {
    me.exercise(SLUG, 'export function byteLength() { for (;;) {} }\n');
    terminal.type('p');
    await terminal.shows('playing …');
  },
  'has told a verdict': async (_, terminal) => {
    terminal.type('p');
    await terminal.shows('Graded');
  },
};

describe.runIf(hasTerminals && process.platform === 'linux')('a watcher that', () => {
  describe.each(Object.keys(STAGES))('%s', (stage) => {
    test.concurrent.each(Object.keys(WAYS))('%s leaves nothing behind', async (way) => {
      const me = learner();
      const terminal = new Terminal(me, ['watch', '01']);
      const pid = await terminal.pid();
      await terminal.shows('q quit');
      await STAGES[stage]?.(me, terminal);
      await until(() => children(pid).length > 1); // esbuild, and one that plays or stands ready
      const started = children(pid);
      WAYS[way]?.(terminal, pid);
      expect(await terminal.ended()).toEqual({ status: STATUS[way], mode: 'restored' });
      await until(() => !started.some(isRunning));
    });
  });

  test('meets a fault of its own tells it, and leaves the terminal as it was', async () => {
    const me = learner();
    const terminal = new Terminal(me, ['watch', '00']);
    await terminal.shows('q quit');
    me.remove('lessons/00-bytes-and-text.md');
    terminal.type('l');
    await terminal.shows(/A fault of the grader, not yours:\nError: ENOENT/);
    expect(await terminal.ended()).toEqual({ status: 3, mode: 'restored' });
  });

  test('loses its terminal ends', async () => {
    const terminal = new Terminal(learner(), ['watch', '00']);
    const pid = await terminal.pid();
    await terminal.shows('Graded');
    const started = children(pid);
    terminal.hangUp();
    await until(() => ![pid, ...started].some(isRunning));
  });
});
