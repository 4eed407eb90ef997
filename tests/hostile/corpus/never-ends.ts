import { echo, type Hostile, NOT_LOADED, right } from './hostile.ts';

export const neverEnds: readonly Hostile[] = [
  {
    idea: 'for(;;) while it is loaded',
    code: right('for (;;) {}'),
    most: 0,
    told: 'its top level runs on and on',
  },
  {
    idea: 'for(;;) in a call',
    code: echo('for (;;) {}'),
    most: 4,
    told: 'it is still running and lets nothing else run',
  },
  {
    idea: 'a microtask loop',
    code: echo('for (;;) await null;'),
    most: 4,
    told: 'it is still running and lets nothing else run',
  },
  {
    idea: 'a pending top-level await',
    code: right('await new Promise(() => {});'),
    most: 0,
    told: 'a top-level await in it waits',
  },
  {
    idea: 'a timer that keeps it alive',
    code: right('setInterval(() => {}, 1000);'),
    most: 22,
    least: 22,
  },
  {
    idea: 'Atomics.wait',
    code: right('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);'),
    most: 0,
    told: NOT_LOADED,
  },
  {
    idea: 'a promise that never settles',
    code: echo('return new Promise(() => {});'),
    most: 4,
    told: 'the promise it returned has not settled',
  },
];
