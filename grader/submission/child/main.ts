import fs from 'node:fs';
import net from 'node:net';
import { LineReader } from '../lines.ts';
import { MOST_RESIDENT, WATCH_MS } from '../memory.ts';
import type { Outcome, Reply, Request } from '../protocol.ts';
import { describeError } from './describe.ts';
import { awaitDebugger, openInspector } from './inspector.ts';
import { runSteps, type Scope } from './steps.ts';

/**
 * The process that runs a submission. It loads the learner's module when told to, does what it is
 * asked, and says what came of it. It knows no expectation and gives no verdict.
 */
const ANSWERS = 3;
const QUESTIONS = 4;
const MOST_TRIES = 10_000;
const { parse, stringify } = JSON;
const answers = new net.Socket({ fd: ANSWERS, readable: false, writable: true });
const questions = new net.Socket({ fd: QUESTIONS, readable: true, writable: false });
const write = answers.write.bind(answers);
const realExit = process.exit.bind(process);

// What is printed goes out before the next line runs, or a process that prints without end would
// fill its memory with what nobody has read yet. (On Windows a pipe is like this from the start.)
for (const stream of [process.stdout, process.stderr]) {
  const handle: unknown = Reflect.get(stream, '_handle');
  if (handle instanceof Object && 'setBlocking' in handle && handle.setBlocking instanceof Function)
    Reflect.apply(handle.setBlocking, handle, [true]);
}

function say(reply: Reply): void {
  write(`${stringify(reply)}\n`);
}

/** Says it before what comes next, which may never let go: where the pipe is full, it waits for room. */
function sayFirst(reply: Reply): Promise<void> {
  return new Promise((resolve) => write(`${stringify(reply)}\n`, () => resolve()));
}

/** For the last words of a process: nothing may be left to a later turn of the event loop. */
function sayNow(reply: Reply): void {
  let rest = Buffer.from(`${stringify(reply)}\n`);
  for (let tries = 0; rest.length > 0 && tries < MOST_TRIES; tries++) {
    try {
      rest = rest.subarray(fs.writeSync(ANSWERS, rest));
    } catch (error) {
      // Full for now: the grader reads. Gone: the exit status still tells it that the process ended.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return;
    }
  }
}

const scope: Scope = { exports: {}, kept: new Map(), doing: { program: 0, step: 0 } };

async function answer(request: Request): Promise<void> {
  switch (request.kind) {
    case 'ping':
      return say({ kind: 'pong', id: request.id });
    case 'inspect':
      return say({ kind: 'inspecting', id: request.id, port: await openInspector(request.port) });
    case 'await-debugger':
      await awaitDebugger();
      return say({ kind: 'pong', id: request.id });
    case 'load':
      return load(request.id, request.code);
    case 'run': {
      const outcomes: Outcome[][] = [];
      for (const [program, steps] of request.programs.entries()) {
        if (program > 0) await sayFirst({ kind: 'at', id: request.id, program });
        outcomes.push(await runSteps(steps, scope, request.late, request.measure, program));
      }
      return say({ kind: 'answer', id: request.id, outcomes });
    }
  }
}

/** A module made of a data: URL needs no file, so none can be left behind. */
async function load(id: string, code: string): Promise<void> {
  try {
    const url = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
    scope.exports = { ...(await import(url)) };
    const kinds = Object.entries(scope.exports).map(([name, value]) => [name, typeof value]);
    say({ kind: 'loaded', id, exports: Object.fromEntries(kinds) });
  } catch (error) {
    say({ kind: 'load-failed', id, error: describeError(error) });
  }
}

process.exit = (code) => {
  sayNow({
    kind: 'exit-called',
    code: String(code ?? process.exitCode ?? 0),
    stack: String(new Error('exit').stack),
  });
  return realExit(code);
};
// Node's permissions do not cover signals, and our parent is the grader. What process.kill() calls
// answers EPERM for every process but our own. (Nothing here can stop code that means harm: it runs
// as the learner. What a careless signal would do is another matter.)
const EPERM = -1;
const signal: unknown = Reflect.get(process, '_kill');
if (typeof signal === 'function') {
  Reflect.set(process, '_kill', (pid: number, number: number) =>
    pid === process.pid ? Reflect.apply(signal, process, [pid, number]) : EPERM,
  );
}
Reflect.deleteProperty(process, '_debugProcess');

process.on('uncaughtExceptionMonitor', (error) =>
  sayNow({ kind: 'uncaught', error: describeError(error) }),
);

// On Linux the grader sees it by itself, elsewhere it has to be told.
const { rss } = process.memoryUsage;
setInterval(() => {
  if (rss() > MOST_RESIDENT) sayNow({ kind: 'memory' });
}, WATCH_MS).unref();

const reader = new LineReader(Number.POSITIVE_INFINITY);
questions.setEncoding('utf8');
questions.on('data', (text: string) => {
  for (const line of reader.push(text)) void answer(parse(line));
});
// The grader has gone: nobody is left to answer to.
for (const channel of [answers, questions]) {
  channel.on('close', () => realExit(0));
  channel.on('error', () => realExit(0));
}
say({ kind: 'ready' });
