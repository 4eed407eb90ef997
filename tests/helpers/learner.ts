import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, slugs } from './course.ts';
import { type Ended, temporaryFolder } from './workbook.ts';

/** A workbook for one test, and somebody in front of it who types commands. */
export interface Learner {
  workbook: string;
  /** What `npm run COMMAND -- WORDS` does, without npm. */
  run(command: string, ...words: string[]): Promise<Ended>;
  /** The exercise of a unit: written, or read where no text is given. */
  exercise(slug: string, text?: string): string;
  read(file: string): string;
  write(file: string, text: string): void;
  remove(file: string): void;
  /** The names in a folder of the workbook. */
  names(folder: string): string[];
  progress(): { version: number; units: Record<string, Record<string, unknown>> };
}

/** The commands and files of a workbook that is there already. */
export function learnerIn(workbook: string): Learner {
  const file = (name: string) => path.join(workbook, name);
  const read = (name: string) => fs.readFileSync(file(name), 'utf8');
  const write = (name: string, text: string) => fs.writeFileSync(file(name), text);
  return {
    workbook,
    read,
    write,
    remove: (name) => fs.rmSync(file(name)),
    run: (command, ...words) => run(workbook, [command, ...words]),
    names: (folder) => fs.readdirSync(file(folder)).sort(),
    progress: () => JSON.parse(read('.progress.json')),
    exercise(slug, text) {
      if (text !== undefined) write(`exercises/${slug}.ts`, text);
      return read(`exercises/${slug}.ts`);
    },
  };
}

/** A fresh checkout. It is graded by this workbook's compiled checks, so that nothing is compiled again. */
export function learner(): Learner {
  const workbook = temporaryFolder();
  const file = (name: string) => path.join(workbook, name);
  for (const name of ['lessons', 'solutions', 'package.json'])
    fs.cpSync(path.join(ROOT, name), file(name), { recursive: true });
  fs.symlinkSync(path.join(ROOT, 'node_modules'), file('node_modules'), 'junction');
  fs.mkdirSync(file('exercises'));
  for (const slug of slugs()) {
    const stub = path.join('grader', 'units', slug, 'stub.ts');
    fs.mkdirSync(path.dirname(file(stub)), { recursive: true });
    fs.copyFileSync(path.join(ROOT, stub), file(stub));
    fs.copyFileSync(path.join(ROOT, stub), file(`exercises/${slug}.ts`));
  }
  return learnerIn(workbook);
}

function run(workbook: string, words: string[]): Promise<Ended> {
  const { NO_COLOR: _, FORCE_COLOR: __, WORKBOOK_BUILD = '', ...inherited } = process.env;
  const env = { ...inherited, WORKBOOK_BUILD, WORKBOOK_ROOT: workbook, INIT_CWD: workbook };
  const child = spawn(process.execPath, [path.join(WORKBOOK_BUILD, 'cli.js'), ...words], {
    cwd: workbook,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended: Ended = { status: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
  return new Promise((resolve) => child.on('close', (status) => resolve({ ...ended, status })));
}

/** Hints as a unit's author writes them: three for 00, the second for the mistake that it ships with. */
export const HINTS_00 = `hints:
  - fits: [splits-bytes]
    text: >-
      Count from the front.
  - fits: [counts-bytes]
    text: >-
      Print Buffer.from('你好') and look at how many bytes there are. One number of
      JavaScript's is not the number that a network needs.
  - fits: [decodes-any-cut, refuses-invalid, byte-order-mark]
    text: A chunk may end inside of a character.
notice:
  - The first thing, which is said at some length so that it does not fit into one line of a terminal.
  - The second thing.
  - The third thing.
`;

/** What unit 00 lacks as it ships. */
export function mended(text: string): string {
  return text.replace('return text.length;', "return Buffer.byteLength(text, 'utf8');");
}

/** Progress as gradings would have left it: `points` of `most`, and the check that failed first. */
export function graded(
  state: 'started' | 'passed' | 'failing-again',
  [score, max_score]: [points: number, most: number],
  last: { exercise?: string; check?: string; date?: string } = {},
): Record<string, unknown> {
  const { date = '2026-11-21T15:00:00.000Z' } = last;
  const failed = last.check === undefined ? null : { check: last.check, cause: null };
  return {
    state,
    best: { score, max_score, date },
    last: { score, max_score, date, seed: 1, exercise: last.exercise ?? 'other', failed },
  };
}
