import type { WireError } from './protocol.ts';

/** How and why the submission's process ended. */
export interface Death {
  reason:
    | 'busy'
    | 'exit-called'
    | 'uncaught'
    | 'memory'
    | 'output'
    | 'channel'
    | 'exited'
    | 'signal'
    | 'stopped';
  /** Exit code or signal, as the operating system told it. */
  status: string;
  error?: WireError;
  /** The stack of the call of process.exit(). */
  stack?: string;
}

/** The request was not answered: the process ended, or time ran out while it was busy or waiting. */
export class NoAnswer extends Error {
  readonly why: Death | { reason: 'busy' | 'unsettled'; waitedMs: number };
  /** Which of the programs had begun last. */
  readonly program: number;

  constructor(why: NoAnswer['why'], program = 0) {
    super(`no answer: ${why.reason}`);
    this.why = why;
    this.program = program;
  }
}

/** The process never said `ready`: a fault of the grader or of the machine, never of the learner. */
export class LaunchFailure extends Error {}
