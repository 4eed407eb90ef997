import { echo, type Hostile, right } from './hostile.ts';

export const takesTooMuch: readonly Hostile[] = [
  {
    idea: 'the JavaScript heap',
    code: right('const all: unknown[] = []; for (;;) all.push(new Array(100_000).fill(0.5));'),
    most: 0,
    // A machine that is slow to give out memory has not given that much when the time for loading ends.
    told: /more memory than it may|on and on, and has taken \d+ MiB of memory/,
  },
  {
    idea: 'memory off the heap',
    code: right(
      'const all: unknown[] = []; for (;;) { all.push(Buffer.alloc(50_000_000, 1)); console.log(performance.now(), process.memoryUsage.rss()); await new Promise((r) => setTimeout(r, 5)); }',
    ),
    most: 0,
    told: /more memory than it may|Loading it did not end/,
  },
  {
    idea: 'endless stdout',
    code: right(
      "for (;;) { console.log('x'.repeat(2 ** 13)); await new Promise((r) => setImmediate(r)); }",
    ),
    most: 0,
    told: 'printed millions of characters',
  },
  {
    idea: 'endless stderr',
    code: right(
      "for (;;) { console.error('x'.repeat(2 ** 13)); await new Promise((r) => setImmediate(r)); }",
    ),
    most: 0,
    told: 'printed millions of characters',
  },
  {
    idea: '10,000 timers',
    code: right('for (let i = 0; i < 10_000; i++) setInterval(() => {}, 10);'),
    most: 22,
    least: 20,
  },
  {
    idea: 'a deep recursion',
    code: right('const deeper = (): number => 1 + deeper(); deeper();'),
    most: 0,
    told: 'Maximum call stack size exceeded',
  },
  {
    idea: '10,000 sockets',
    code: echo(
      'const all = Array.from({ length: 10_000 }, () => new net.Socket()); (globalThis as any).all = all; return right.startEchoServer(address);',
    ),
    most: 22,
  },
];
