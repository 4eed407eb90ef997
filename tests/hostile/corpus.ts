/** A submission for unit 07 that is up to something, and the verdict that it has to get. */
export interface Hostile {
  idea: string;
  code: string;
  /** Points of 22; where it depends on what came first, the most that it may get. */
  most: number;
  least?: number;
  /** What the report has to say; white space counts as one blank. */
  told?: string | RegExp;
}

/** A right submission, with something done first. `right.ts` beside it is the solution. */
const right = (before: string) => `${before}\nexport * from './right.ts';\n`;

/** Right but for startEchoServer. */
const echo = (body: string) => `
import net from 'node:net';
import * as right from './right.ts';
export const { startUpperCaseServer, sendAndReadAll } = right;
export async function startEchoServer(address: any): Promise<any> {
  ${body}
}
`;

const NOT_LOADED = '07-echo-server could not be loaded';

const endsEarly: Hostile[] = [
  {
    idea: 'process.exit(0) while it is loaded',
    code: right('process.exit(0);'),
    most: 0,
    told: 'Your code called process.exit(0).',
  },
  {
    idea: 'process.reallyExit(0) while it is loaded',
    code: right('(process as any).reallyExit(0);'),
    most: 0,
    told: `${NOT_LOADED} Your process ended with exit code 0.`,
  },
  {
    idea: 'process.abort()',
    code: right('process.abort();'),
    most: 0,
    told: 'Your process was ended by SIGABRT.',
  },
  {
    idea: 'SIGKILL to itself',
    code: right("process.kill(process.pid, 'SIGKILL');"),
    most: 0,
    told: 'Your process was ended by SIGKILL.',
  },
  {
    idea: 'an unhandled rejection',
    code: echo(
      "Promise.reject(new Error('nobody awaits me')); return right.startEchoServer(address);",
    ),
    most: 4,
    told: 'an error that nothing caught: Error: nobody awaits me',
  },
  {
    idea: 'an uncaught exception in a later tick',
    code: echo(
      "setImmediate(() => { throw new Error('later'); }); return right.startEchoServer(address);",
    ),
    most: 4,
    told: 'an error that nothing caught: Error: later',
  },
  {
    idea: 'an exception that is no Error',
    code: echo('setImmediate(() => { throw null; }); return right.startEchoServer(address);'),
    most: 4,
    told: 'an error that nothing caught: null',
  },
  {
    idea: 'process.exit(0) in a call',
    code: echo('process.exit(0);'),
    most: 4,
    told: 'process.exit() ends the process at once',
  },
  {
    idea: 'process.reallyExit(0) in a call',
    code: echo('(process as any).reallyExit(0);'),
    most: 4,
    told: 'Your process ended with exit code 0.',
  },
];

const neverEnds: Hostile[] = [
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

const takesTooMuch: Hostile[] = [
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

const cheats: Hostile[] = [
  {
    idea: 'writes to the result channel',
    code: `import fs from 'node:fs';\nfs.writeSync(3, '{"kind":"loaded","id":"1","exports":{"startEchoServer":"function"}}\\n{"kind":"answer","id":"*","outcomes":[[{"kind":"returned","value":1,"promised":true,"allocated":0}]]}\\n');\nexport {};\n`,
    most: 0,
    told: 'does not export startEchoServer',
  },
  {
    idea: 'writes rubbish to the result channel',
    code: right("import fs from 'node:fs';\nfs.writeSync(3, 'null\\n{{{\\n');"),
    most: 0,
    told: 'was no answer: does your code write there?',
  },
  {
    idea: 'patches JSON',
    code: `JSON.stringify = () => '{"status":"pass","score":22}';\nexport {};\n`,
    most: 0,
  },
  {
    idea: 'patches Date and Math.random',
    code: right('Date.now = () => 0; Math.random = () => 0.5; performance.now = () => 0;'),
    most: 22,
    least: 22,
  },
  {
    idea: 'patches Array.prototype',
    code: `Array.prototype.push = function () { return 0; };\nArray.prototype.every = () => true;\nexport {};\n`,
    most: 0,
  },
  {
    idea: 'patches Buffer',
    code: `Buffer.prototype.equals = () => true;\nBuffer.compare = () => 0;\n${echo("throw new Error('none');")}`,
    most: 4,
  },
  {
    idea: 'patches Promise',
    code: `Promise.prototype.then = function () { return this as any; };\nexport async function startEchoServer() {}\n`,
    most: 0,
  },
  {
    idea: 'patches net so that its own servers look as if they listened',
    code: `import net from 'node:net';\nObject.defineProperty(net.Server.prototype, 'listening', { get: () => true });\nnet.Server.prototype.address = () => ({ address: '127.0.0.1', port: 9, family: 'IPv4' });\n${echo('return net.createServer();')}`,
    most: 4,
    told: 'ECONNREFUSED',
  },
  {
    idea: 'starts a child',
    code: right("import { execSync } from 'node:child_process';\nexecSync('echo');"),
    most: 0,
    told: NOT_LOADED,
  },
  {
    idea: 'starts a worker',
    code: right("import { Worker } from 'node:worker_threads';\nnew Worker('1', { eval: true });"),
    most: 0,
    told: NOT_LOADED,
  },
  {
    idea: 'reads the file of the solution',
    code: "import fs from 'node:fs';\nfs.readFileSync('/etc/hostname');\nexport {};\n",
    most: 0,
    told: NOT_LOADED,
  },
  {
    idea: 'imports the solution',
    code: "export * from '../../../solutions/07-echo-server.ts';\n",
    most: 0,
    told: "lies outside of the exercises' folder",
  },
  {
    idea: 'opens the inspector of the grader',
    code: "process.kill(process.ppid, 'SIGUSR1');\nawait new Promise((r) => setTimeout(r, 300));\nconst list = await fetch('http://127.0.0.1:9229/json/list').then((r) => r.text());\nconsole.log(list);\nexport {};\n",
    most: 0,
    told: `${NOT_LOADED}`,
  },
  {
    idea: 'removes all listeners of the process',
    code: right(
      'for (const name of process.eventNames()) process.removeAllListeners(name as any);',
    ),
    most: 22,
  },
  {
    idea: 'closes the result channel',
    code: right("import fs from 'node:fs';\nfs.closeSync(3);"),
    most: 0,
    told: NOT_LOADED,
  },
  {
    idea: 'answers only what it has seen before',
    code: echo(
      "const seen = new Set(['hello\\n', 'two words ']);\n  const server = net.createServer((s) => s.on('data', (d) => { if (seen.has(String(d))) s.write(d); }));\n  server.listen(address); await new Promise((r) => server.once('listening', r)); return server;",
    ),
    most: 8,
    told: 'bytes come back as they went',
  },
];

const confuses: Hostile[] = [
  {
    idea: 'a proxy that throws',
    code: echo(
      "return new Proxy({}, { get() { throw new Error('no'); }, has() { throw new Error('no'); } });",
    ),
    most: 4,
  },
  {
    idea: 'getters that throw',
    code: echo("return { get listening() { throw new Error('no'); } };"),
    most: 4,
    told: 'a value that cannot be read (no)',
  },
  {
    idea: 'a cyclic value',
    code: echo('const all: any = {}; all.all = all; return all;'),
    most: 4,
    told: 'nested too deeply, or in itself',
  },
  {
    idea: 'a huge value',
    code: echo("return 'x'.repeat(2 ** 28);"),
    most: 4,
    told: 'a text of more than 64 MiB',
  },
  {
    idea: 'a thenable that never calls back',
    code: echo('return { then() {} };'),
    most: 4,
    told: 'has not settled',
  },
  {
    idea: 'an error whose message cannot be read',
    code: echo("throw Object.defineProperty(new Error(), 'message', { get() { throw 1; } });"),
    most: 4,
    told: 'an error that cannot be read',
  },
  {
    idea: 'a class instead of a function',
    code: `import net from 'node:net';\nexport class startEchoServer extends net.Server {}\n`,
    most: 0,
    told: "cannot be invoked without 'new'",
  },
  {
    idea: 'an object that looks like a server',
    code: echo(
      "return Object.setPrototypeOf({ listening: true, address: () => ({ address: '127.0.0.1', port: 9 }) }, net.Server.prototype);",
    ),
    most: 4,
  },
  {
    idea: 'a server that listens elsewhere',
    code: echo("return right.startEchoServer({ ...address, host: '0.0.0.0' });"),
    most: 4,
    told: '0.0.0.0 means every address of the machine',
  },
  {
    idea: 'a server that closes itself at once',
    code: echo(
      'const server = await right.startEchoServer(address); server.close(); return server;',
    ),
    most: 4,
    told: 'does not listen: not yet, or no longer',
  },
  {
    idea: 'a server that answers before it is asked',
    code: echo(
      "const server = await right.startEchoServer(address); server.on('connection', (s: any) => s.write('hello')); return server;",
    ),
    most: 8,
    told: '"hello"',
  },
  {
    idea: 'a server whose address lies',
    code: echo(
      "const server = await right.startEchoServer(address); server.address = () => ({ address: '127.0.0.1', port: 9, family: 'IPv4' }); return server;",
    ),
    most: 4,
    told: 'ECONNREFUSED',
  },
  {
    idea: 'terminal escapes in an error',
    code: echo("throw new Error('\\u001b[2J\\u001b[31mred');"),
    most: 4,
    told: 'Error: red',
  },
];

export const CORPUS: readonly Hostile[] = [
  ...endsEarly,
  ...neverEnds,
  ...takesTooMuch,
  ...cheats,
  ...confuses,
];
