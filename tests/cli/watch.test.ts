import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WATCH_HELP } from '../../grader/commands/watch.ts';
import { graded, type Learner, learner, mended } from '../helpers/learner.ts';
import { children, isRunning, until } from '../helpers/processes.ts';

const SLUG = '00-bytes-and-text';
const PASSED = '\nIt passes. Next: 01-ipv4-addresses, npm run watch -- 01.\n';

/** The watcher with pipes in the place of a terminal. */
class Piped {
  readonly child: ChildProcess;
  said = '';

  constructor({ workbook }: Learner, ...words: string[]) {
    const { WORKBOOK_BUILD = '' } = process.env;
    const command = [path.join(WORKBOOK_BUILD, 'cli.js'), 'watch', ...words];
    this.child = spawn(process.execPath, command, {
      cwd: workbook,
      env: { ...process.env, WORKBOOK_ROOT: workbook, NO_COLOR: '1' },
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
    onTestFinished(() => void this.child.kill());
  }

  /** Waits for a text behind all that was waited for before; gives what came by then. */
  async says(text: string): Promise<string> {
    const latest = Date.now() + 20_000;
    while (!this.said.includes(text)) {
      if (Date.now() > latest) throw new Error(`waited 20 s for ${text} in\n${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const end = this.said.indexOf(text) + text.length;
    const came = this.said.slice(0, end);
    this.said = this.said.slice(end);
    return came;
  }
}

/** Whether a process is one that submissions run in. */
function plays(pid: number): boolean {
  return fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('child/main.js');
}

async function opened(...words: string[]): Promise<{ me: Learner; piped: Piped }> {
  const me = learner();
  const piped = new Piped(me, ...words);
  await piped.says('exercises/00-bytes-and-text.ts\n');
  return { me, piped };
}

test('without a terminal it prints blocks, keeps the grade, and takes no keys', async () => {
  const me = learner();
  const piped = new Piped(me);
  const block = await piped.says(`: exercises/${SLUG}.ts\n`);
  expect(block.replace(/\d\d:\d\d:\d\d/g, 'CLOCK').replace(/seed \d+/g, 'seed SEED')).toMatch(
    /^CLOCK 00-bytes-and-text opened, playing …\n\n00-bytes-and-text +5 of 8 points\n\n {2}✗ byteLength counts bytes[\s\S]*\n\nGraded CLOCK in \d+\.\d s, seed SEED: exercises\/00-bytes-and-text\.ts\n$/,
  );
  piped.child.stdin?.write('qn');
  me.exercise(SLUG, mended(me.exercise(SLUG)));
  expect(await piped.says(PASSED)).toContain('8 of 8 points');
  expect(me.progress().units[SLUG]).toMatchObject({ state: 'passed' });
  const exit = once(piped.child, 'exit');
  piped.child.stdin?.end(); // whoever started it has gone
  expect((await exit)[0]).toBe(0);
  expect(piped.said).not.toContain('\x1b');
});

test('a save in many steps is one save, and half a file is not told of', async () => {
  const { me, piped } = await opened();
  const file = path.join(me.workbook, 'exercises', `${SLUG}.ts`);
  const text = mended(me.exercise(SLUG));
  fs.writeFileSync(file, '');
  for (let at = 0; at < text.length; at += 300) {
    fs.appendFileSync(file, text.slice(at, at + 300));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const came = await piped.says(PASSED);
  expect(came).not.toContain('could not be loaded');
  expect(came).not.toContain('0 of 8 points');
  // Slower than that, it looks like several saves: still only the last of them is told of.
  fs.writeFileSync(file, text.slice(0, 500));
  await new Promise((resolve) => setTimeout(resolve, 120));
  fs.writeFileSync(file, text);
  expect(await piped.says(PASSED)).not.toContain('could not be loaded');
});

test('the newest save wins over one that is still being played', async () => {
  const { me, piped } = await opened();
  const text = me.exercise(SLUG);
  me.exercise(SLUG, 'export function byteLength() { for (;;) {} }\n');
  await piped.says('saved, playing …');
  await new Promise((resolve) => setTimeout(resolve, 200));
  const spinning = process.platform === 'linux' ? children(piped.child.pid ?? 0).filter(plays) : [];
  me.exercise(SLUG, mended(text));
  expect(await piped.says(PASSED)).not.toContain('Graded');
  await until(() => !spinning.some(isRunning));
});

test('sees a file that is put in the place of another, and one that is imported', async () => {
  const { me, piped } = await opened();
  const text = me.exercise(SLUG);
  me.write('exercises/length.ts', 'export const length = (text: string) => text.length;\n');
  const importing = text.replace('return text.length;', 'return length(text);');
  me.write('exercises/new.tmp', `import { length } from './length.ts';\n${importing}`);
  fs.renameSync(
    path.join(me.workbook, 'exercises/new.tmp'),
    path.join(me.workbook, `exercises/${SLUG}.ts`),
  );
  await piped.says('5 of 8 points');
  await piped.says('Graded');
  me.write('exercises/length.ts', 'export const length = (s: string) => Buffer.byteLength(s);\n');
  await piped.says(PASSED);
});

test('names a file that is gone, and sees it come back', async () => {
  const { me, piped } = await opened();
  const text = me.exercise(SLUG);
  fs.rmSync(path.join(me.workbook, `exercises/${SLUG}.ts`));
  await piped.says(
    `  There is no exercises/${SLUG}.ts. npm run reset -- 00 brings the\n  stub back.\n`,
  );
  me.exercise(SLUG, mended(text));
  await piped.says(PASSED);
});

test('says what it takes', async () => {
  const { run, write } = learner();
  expect(await run('watch', '--help')).toEqual({ status: 0, stdout: WATCH_HELP, stderr: '' });
  expect(await run('watch', 'ecko')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'No unit is called "ecko". Did you mean 07-echo-server?\n',
  });
  expect(await run('watch', '07', '08')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'npm run watch takes one unit, not 2: npm run watch -- 07\n',
  });
  expect((await run('watch', '--plane')).stderr).toBe(
    "Unknown option '--plane'. Did you mean --plain? npm run watch -- --help lists the options.\n",
  );
  expect((await run('wacht')).stderr).toBe('There is no command "wacht". Did you mean watch?\n');
  const units = Object.fromEntries(
    fs.readdirSync('solutions').map((name) => [name.replace('.ts', ''), graded('passed', [8, 8])]),
  );
  write('.progress.json', JSON.stringify({ version: 1, units }));
  expect(await run('watch')).toEqual({
    status: 0,
    stdout: 'You have passed all units. npm run watch -- 07 watches one.\n',
    stderr: '',
  });
});
