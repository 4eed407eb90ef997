import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { python } from '../python/programs.ts';
import type { Learner } from './learner.ts';

const CLEAR = '\x1b[H\x1b[2J';
const DRIVER = path.join(import.meta.dirname, 'terminal.py');

/** Whether there is something to make terminals with. */
export const hasTerminals = python !== undefined && process.platform !== 'win32';

/** A terminal of 80 columns with one command of the grader's in it. */
export class Terminal {
  readonly #driver: ChildProcessWithoutNullStreams;
  readonly #closed: Promise<unknown>;
  #shown = '';
  #told = '';

  constructor({ workbook }: Learner, words: string[], env: NodeJS.ProcessEnv = {}) {
    const { WORKBOOK_BUILD = '' } = process.env;
    const command = [process.execPath, path.join(WORKBOOK_BUILD, 'cli.js'), ...words];
    this.#driver = spawn(python ?? 'python3', [DRIVER, ...command], {
      cwd: workbook,
      env: { ...process.env, WORKBOOK_ROOT: workbook, TERM: 'xterm', NO_COLOR: '1', ...env },
    });
    this.#driver.stdin.on('error', () => {}); // it has ended
    this.#driver.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#shown += text;
    });
    this.#driver.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#told += text;
    });
    this.#closed = once(this.#driver, 'close');
    onTestFinished(() => void this.#driver.kill());
  }

  /** All that was written to it. */
  get written(): string {
    return this.#shown;
  }

  /** What stands on it now: lines that were written over are gone. */
  get screen(): string {
    const [last = ''] = this.#shown.split(CLEAR).slice(-1);
    const lines = last.replaceAll('\r\n', '\n').split('\n');
    return lines.map((line) => line.split('\r\x1b[2K').at(-1)).join('\n');
  }

  /** The process id of the command. */
  async pid(): Promise<number> {
    await this.#when(() => this.#told.includes('\n'), 'the command starts');
    return Number(this.#told.split('\n')[0]);
  }

  type(text: string): void {
    this.#driver.stdin.write(text);
  }

  /** Goes away, as a window that is closed: what runs in it is not asked. */
  hangUp(): void {
    this.#driver.kill('SIGKILL');
  }

  /** Waits until the screen shows a text, and gives the screen. */
  async shows(text: string | RegExp): Promise<string> {
    const isThere = () =>
      typeof text === 'string' ? this.screen.includes(text) : text.test(this.screen);
    await this.#when(isThere, `the screen shows ${text}`);
    return this.screen;
  }

  /** How the command ended: its status (a signal is a negative number), and what it left of the terminal. */
  async ended(): Promise<{ status: number; mode: string }> {
    await this.#closed;
    const [, last = ''] = this.#told.trim().split('\n');
    const [, status, mode = ''] = /^(-?\d+) (.*)$/.exec(last) ?? [];
    return { status: Number(status), mode };
  }

  async #when(condition: () => boolean, what: string): Promise<void> {
    const until = Date.now() + 20_000;
    while (!condition()) {
      if (Date.now() > until)
        throw new Error(`waited 20 s until ${what}; it shows\n${this.screen}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
