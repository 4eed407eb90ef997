import { Failure } from '../feedback/evidence.ts';
import { nearest } from '../nearest.ts';
import { NoAnswer } from '../submission/death.ts';
import type { Outcome, Step } from '../submission/protocol.ts';
import type { Scene, Trace } from '../submission/scene.ts';
import type { SubmissionProcess } from '../submission/submission-process.ts';
import {
  fromWire,
  type Given,
  Other,
  Reference,
  toWire,
  type Value,
} from '../submission/values.ts';
import { Answer } from './answer.ts';
import { Begun } from './begun.ts';
import { Callback } from './callback.ts';
import type { Script } from './script.ts';
import { showCall } from './show.ts';
import { type SocketState, socketState } from './socket-under-test.ts';

const DEADLINE_MS = 4000;

/** Something of the learner's that later steps use, and the answer that it came by. */
export interface Kept {
  answer: Answer;
  kept: string;
}

/** The learner's exports, to be called by name. Each call travels to the process that runs them. */
export class Learner {
  readonly #process: SubmissionProcess;
  readonly #exports: Record<string, string>;
  readonly #kept: string[] = [];
  readonly #deadlineMs: number;

  constructor(
    process: SubmissionProcess,
    exports: Record<string, string>,
    deadlineMs = DEADLINE_MS,
  ) {
    this.#process = process;
    this.#exports = exports;
    this.#deadlineMs = deadlineMs;
  }

  /** The same, for calls that take their time where the machine is busy: of nothing that is kept. */
  patient(deadlineMs: number): Learner {
    return new Learner(this.#process, this.#exports, deadlineMs);
  }

  /** Calls an export and waits for what it returns, or for what its promise comes to. */
  call(name: string, ...args: Given[]): Promise<Answer> {
    const answered = this.calls([[name, ...args]]).then(([answer]) => {
      if (!answer) throw new Error('one call gives one answer');
      return answer;
    });
    return unheard(answered);
  }

  /** Many calls of functions that return at once, in one go. */
  async calls(list: readonly (readonly [name: string, ...args: Given[]])[]): Promise<Answer[]> {
    for (const [name] of list) this.#mustExport(name);
    const programs = list.map(([name, ...args]): Step[] => [
      { do: 'call', name, args: args.map(toWire) },
    ]);
    const called = list.map(([name, ...args]) => showCall(name, args));
    const outcomes = await this.#run(programs, (i) => called[i], {});
    return outcomes.map(([outcome], i) => answerOf(called[i] ?? '', outcome));
  }

  /** Plays each script on an object of its own; one list of answers a script, up to the first that threw. */
  async play(
    scripts: readonly Script[],
    options: { late?: boolean; measure?: boolean } = {},
  ): Promise<Answer[][]> {
    for (const { step } of scripts.flatMap(({ steps }) => steps)) {
      if (step.do === 'new' || step.do === 'call') this.#mustExport(step.name);
    }
    const programs = scripts.map((script) => script.steps.map(({ step }) => step));
    const outcomes = await this.#run(programs, (i) => story(scripts[i]), options);
    return scripts.map((script, i) => {
      const done = (outcomes[i] ?? []).filter((outcome) => outcome.kind !== 'skipped');
      return done.map((outcome, n) => answerOf(story(script, n + 1), outcome));
    });
  }

  /** Calls an export and keeps what it gives (a server, a member) under a name for later steps. */
  keep(name: string, ...args: Given[]): Promise<Kept> {
    const kept = `${name} ${this.#kept.length}`;
    this.#kept.push(kept);
    const step: Step = { do: 'call', name, args: args.map(toWire), keep: kept };
    return unheard(this.#keep(step, name, showCall(name, args), kept));
  }

  /** As keep(), for `new name(...args)`. */
  construct(name: string, ...args: Given[]): Promise<Kept> {
    const kept = `${name} ${this.#kept.length}`;
    this.#kept.push(kept);
    const step: Step = { do: 'new', name, args: args.map(toWire), keep: kept };
    return unheard(this.#keep(step, name, showCall(`new ${name}`, args), kept));
  }

  async #keep(step: Step, name: string, called: string, kept: string): Promise<Kept> {
    this.#mustExport(name);
    return { answer: await this.#one(step, called), kept };
  }

  /** A function to be passed as an argument, whose calls the check settles. */
  async callback(shown: string): Promise<Callback> {
    const made = await Callback.make(shown, (step, called) => this.#one(step, called));
    this.#kept.push(made.reference.name);
    return made;
  }

  /** Connects a socket of the learner's process to an address. */
  async connect({ host, port }: { host: string; port: number }): Promise<Reference> {
    const socket = new Reference('socket');
    this.#kept.push(socket.name);
    const answer = await this.#one({ do: 'connect', host, port, keep: socket.name }, 'connect');
    if (answer.error) answer.fail({ text: 'a connection to the grader' });
    return socket;
  }

  /** An AbortSignal for the learner's functions. `ask(signal.name, 'abort')` aborts it. */
  async signal(): Promise<Reference> {
    const signal = new Reference('signal');
    this.#kept.push(signal.name);
    await this.#one({ do: 'abortable', keep: signal.name }, 'new AbortController()');
    return signal;
  }

  /** How such a socket stands once it has read so many bytes, or does not get that far. */
  async inspect(socket: Reference, bytesRead = 0): Promise<SocketState> {
    const step: Step = { do: 'inspect', on: socket.name, bytesRead };
    return socketState((await this.#one(step, 'the state of the socket')).value);
  }

  /** How many timers run in the learner's process. */
  async timers(): Promise<number> {
    return (await this.inspect(new Reference('no socket'))).timers;
  }

  /** Calls a method of something kept. */
  ask(kept: string, name: string, ...args: Value[]): Promise<Answer> {
    return unheard(
      this.#one({ do: 'method', on: kept, name, args: args.map(toWire) }, showCall(name, args)),
    );
  }

  /** Calls a method of something kept, and does not wait for what it comes to. */
  async begin(kept: string, name: string, ...args: Value[]): Promise<Begun> {
    const keep = `${name} ${this.#kept.length}`;
    const called = showCall(name, args);
    const step: Step = { do: 'begin', on: kept, name, args: args.map(toWire), keep };
    const begun = await this.#one(step, called);
    if (begun.error) begun.fail({ text: 'a promise' });
    this.#kept.push(keep);
    return new Begun(keep, (next) => unheard(this.#one(next, called)));
  }

  /** The next value of a kept async iterable: { done, value }. */
  next(kept: string, shown = 'the next message'): Promise<Answer> {
    return unheard(this.#one({ do: 'next', on: kept }, shown));
  }

  async #one(step: Step, called: string): Promise<Answer> {
    const [[outcome] = []] = await this.#run([[step]], () => called, {});
    return answerOf(called, outcome);
  }

  /**
   * Plays scenes, each with a new Sender and a new Receiver of the learner's. They all travel in one
   * go, and so do their traces.
   */
  async scenes(scenes: readonly Scene[]): Promise<Trace[]> {
    for (const name of ['Sender', 'Receiver']) this.#mustExport(name);
    const step: Step = { do: 'scenes', scenes: [...scenes] };
    const { value } = await this.#one(step, 'your Sender and your Receiver, on a virtual clock');
    return JSON.parse(String(value)) as Trace[];
  }

  /** Closes what was kept, so that the next check in the same process starts with nothing. */
  async dispose(): Promise<void> {
    const steps = this.#kept.map((on): Step => ({ do: 'dispose', on }));
    if (steps.length > 0 && !this.#process.death)
      await this.#process.run([steps], { deadlineMs: DEADLINE_MS });
  }

  async #run(
    programs: Step[][],
    calledIn: (program: number) => string | undefined,
    options: { late?: boolean; measure?: boolean },
  ): Promise<Outcome[][]> {
    try {
      return await this.#process.run(programs, { deadlineMs: this.#deadlineMs, ...options });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const { why, program } = error;
      const called = calledIn(program) ?? '';
      if (!('waitedMs' in why)) {
        const first = programs[program]?.[0]?.do;
        // Memory that ran out while a call was under way was taken by it; of a server nobody knows.
        if (why.reason !== 'memory' || (first !== 'call' && first !== 'new')) throw error;
        throw new Failure({ called });
      }
      if (why.reason === 'busy') this.#process.endBusy();
      const seconds = `${(why.waitedMs / 1000).toFixed(1)} s`;
      const waited =
        why.reason === 'busy'
          ? `${seconds} for ${called}: it is still running and lets nothing else run`
          : `${seconds} for ${called}: the promise it returned has not settled`;
      throw new Failure({ called, waited, facts: { reason: why.reason } });
    }
  }

  #mustExport(name: string): void {
    if (this.#exports[name] === 'function') return;
    const names = Object.keys(this.#exports);
    const list = names.length === 0 ? 'it exports nothing' : `it exports ${names.join(', ')}`;
    const close = nearest(name, names);
    const problem =
      name in this.#exports
        ? `${name} is exported, but is no function: it is a ${this.#exports[name]}.`
        : `Your file does not export ${name}; ${list}.`;
    const hint = close !== undefined && close !== name ? ` Is ${close} meant to be ${name}?` : '';
    throw new Failure({ happened: [problem + hint], facts: { missingExport: name } });
  }
}

/** A check may fail before it asks for this answer: that it then goes unheard is no fault. */
function unheard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function story(script: Script | undefined, steps = script?.steps.length): string {
  const calls = (script?.steps.slice(0, steps) ?? []).map(({ called }) => called);
  return calls.filter(Boolean).join('; ');
}

function answerOf(called: string, outcome: Outcome | undefined): Answer {
  if (outcome?.kind === 'threw') return new Answer(called, outcome);
  if (outcome?.kind !== 'returned')
    return new Answer(called, { value: new Other('nothing: it was not called') });
  return new Answer(called, { ...outcome, value: fromWire(outcome.value) });
}
