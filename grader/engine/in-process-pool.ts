import { EventEmitter } from 'node:events';
import type { PoolRunnerInitializer, PoolWorker, WorkerRequest } from 'vitest/node';
import { init, runBaseTests, setupEnvironment } from 'vitest/worker';

/**
 * Runs vitest's worker in the grader's own process: only our checks run there, so there is nothing to
 * keep apart, and the grader can hand them processes that it started beforehand.
 */
class InProcessWorker implements PoolWorker {
  readonly name = 'in-process';
  readonly #toWorker = new EventEmitter();
  readonly #toVitest = new EventEmitter();
  #started = false;

  on(event: string, callback: (arg: unknown) => void): void {
    this.#toVitest.on(event, callback);
  }

  off(event: string, callback: (arg: unknown) => void): void {
    this.#toVitest.off(event, callback);
  }

  send(message: WorkerRequest): void {
    const copy = structuredClone(message);
    queueMicrotask(() => this.#toWorker.emit('message', copy));
  }

  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    init({
      post: (response: unknown) => {
        const copy = structuredClone(response); // both sides change what they hold, as two threads would
        queueMicrotask(() => this.#toVitest.emit('message', copy));
      },
      on: (callback) => this.#toWorker.on('message', callback),
      off: (callback) => this.#toWorker.off('message', callback),
      runTests: (state, traces) => runBaseTests('run', state, traces),
      collectTests: (state, traces) => runBaseTests('collect', state, traces),
      setup: setupEnvironment,
    });
  }

  async stop(): Promise<void> {}

  deserialize(data: unknown): unknown {
    return data;
  }
}

export const inProcessPool: PoolRunnerInitializer = {
  name: 'in-process',
  createPoolWorker: () => new InProcessWorker(),
};
