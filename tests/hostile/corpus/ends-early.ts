import { echo, type Hostile, NOT_LOADED, right } from './hostile.ts';

export const endsEarly: readonly Hostile[] = [
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
