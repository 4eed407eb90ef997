import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SOLUTION_HELP } from '../../grader/commands/solution.ts';
import { graded, HINTS_00, type Learner, learner, mended } from '../helpers/learner.ts';
import { python } from '../python/programs.ts';

const SLUG = '00-bytes-and-text';
const NOTICES = `Worth noticing in the reference

  1  The first thing, which is said at some length so that it does not fit into
     one line of a terminal.
  2  The second thing.
  3  The third thing.
`;

function having(state?: 'started' | 'passed' | 'failing-again'): Learner {
  const me = learner();
  me.write(`grader/units/${SLUG}/hints.yaml`, HINTS_00);
  const units = state ? { [SLUG]: graded(state, state === 'passed' ? [8, 8] : [5, 8]) } : {};
  me.write('.progress.json', JSON.stringify({ version: 1, units }));
  return me;
}

const DIFFERENCE = `- exercises/${SLUG}.ts
+ solutions/${SLUG}.ts

@@ line 11 of yours, line 11 of the reference @@
 export function byteLength(text: string): number {
-  return text.length;
+  return Buffer.byteLength(text, 'utf8');
 }

 export function splitAt(bytes: Uint8Array, n: number): [Uint8Array, Uint8Array] {
`;

describe('npm run solution', () => {
  test.each(['passed', 'failing-again'] as const)(
    'shows the difference where it is %s',
    async (state) => {
      const { run } = having(state);
      expect(await run('solution', '00')).toEqual({
        status: 0,
        stderr: '',
        stdout: `${DIFFERENCE}\n${NOTICES}`,
      });
    },
  );

  test('--whole shows the file', async () => {
    const { run, read } = having('passed');
    const text = read(`solutions/${SLUG}.ts`);
    expect((await run('solution', '00', '--whole')).stdout).toBe(`${text}\n${NOTICES}`);
  });

  test('says where yours is the reference', async () => {
    const { run, exercise } = having('passed');
    exercise(SLUG, `${mended(exercise(SLUG)).replaceAll('\n', '\r\n')}\r\n`);
    expect((await run('solution', '00')).stdout).toBe(
      `Yours is the reference, line by line.\n\n${NOTICES}`,
    );
  });

  test('before a pass, without a terminal, asks for --yes', async () => {
    const { run } = having('started');
    expect(await run('solution', '00')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'You have not passed 00 yet (5 of 8 points).\nnpm run solution -- 00 --yes shows the solution all the same.\n',
    });
    expect((await having().run('solution', '00')).stderr).toMatch(
      /^You have not passed 00 yet \(not graded\)\.\n/,
    );
    expect((await run('solution', '00', '--yes')).stdout).toBe(`${DIFFERENCE}\n${NOTICES}`);
  });

  test('is shown without notices where they cannot be read', async () => {
    const me = having('passed');
    me.write(`grader/units/${SLUG}/hints.yaml`, 'hints: []');
    const { status, stdout, stderr } = await me.run('solution', '00');
    expect({ status, stdout }).toEqual({ status: 0, stdout: DIFFERENCE });
    expect(stderr).toContain('hints has to be a list');
  });

  test('says what it takes', async () => {
    const { run } = having();
    expect(await run('solution', '--help')).toEqual({
      status: 0,
      stdout: SOLUTION_HELP,
      stderr: '',
    });
    expect(await run('solution')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Which unit? npm run solution -- 07 shows the one of unit 07.\n',
    });
    expect((await run('solution', '00', '--hole')).stderr).toBe(
      "Unknown option '--hole'. Did you mean --whole? npm run solution -- --help lists the options.\n",
    );
  });
});

/** Types at the grader in a terminal of Python's pty module; gives what the screen shows, and the status. */
async function onTerminal(
  { workbook }: Learner,
  typed: string,
): Promise<{ status: unknown; screen: string }> {
  const { WORKBOOK_BUILD = '' } = process.env;
  const words = [process.execPath, path.join(WORKBOOK_BUILD, 'cli.js'), 'solution', '00'];
  const script =
    'import os, pty, sys\nsys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
  const child = spawn(python ?? 'python3', ['-c', script, ...words], {
    cwd: workbook,
    env: { ...process.env, WORKBOOK_ROOT: workbook, NO_COLOR: '1' },
  });
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    if (text.includes('[y/N]')) child.stdin.write(typed);
  });
  const [status] = await once(child, 'close');
  return { status, screen: screen.replaceAll('\r\n', '\n') };
}

describe.runIf(python !== undefined && process.platform !== 'win32')('on a terminal', () => {
  const question =
    'You have not passed 00 yet (5 of 8 points). Show the solution all the same? [y/N] ';

  test.each([
    ['y\n', `${question}y\n${DIFFERENCE}\n${NOTICES}`],
    ['Yes\n', `${question}Yes\n${DIFFERENCE}\n${NOTICES}`],
    ['\n', `${question}\nNot shown. A step at a time: npm run hint -- 00\n`],
    ['n\n', `${question}n\nNot shown. A step at a time: npm run hint -- 00\n`],
    ['what?\n', `${question}what?\nNot shown. A step at a time: npm run hint -- 00\n`],
  ])('it asks once, and is answered %j', async (typed, screen) => {
    expect(await onTerminal(having('started'), typed)).toEqual({ status: 0, screen });
  });

  test('Ctrl-D is no, and Ctrl-C ends it', async () => {
    const end = await onTerminal(having('started'), '\x04');
    expect(end.status).toBe(0);
    expect(end.screen).toContain('Not shown.');
    const interrupted = await onTerminal(having('started'), '\x03');
    expect(interrupted.status).toBe(130);
    expect(interrupted.screen).not.toContain('shown');
  });
});
