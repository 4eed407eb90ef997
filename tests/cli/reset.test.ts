import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { RESET_HELP } from '../../grader/commands/reset.ts';
import { ROOT } from '../helpers/course.ts';
import { type Learner, learner } from '../helpers/learner.ts';

const SLUG = '07-echo-server';
const FILE = `exercises/${SLUG}.ts`;
const NAME = /^07-echo-server\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(-\d+)?\.ts$/;

/** The names under which work of the unit is kept. */
function kept({ names }: Learner): string[] {
  return names('exercises').filter((name) => NAME.test(name));
}

describe('npm run reset', () => {
  test('puts the stub back, keeps the work beside it, and brings it back', async () => {
    const me = learner();
    const stub = me.exercise(SLUG);
    me.exercise(SLUG, '// mine\n');
    const reset = await me.run('reset', '07');
    const [name = ''] = kept(me);
    expect(reset).toEqual({
      status: 0,
      stderr: '',
      stdout: `${FILE} is the stub again.
Your work is kept in exercises/${name}.
npm run reset -- 07 --undo brings it back.
`,
    });
    expect(me.exercise(SLUG)).toBe(stub);
    expect(me.read(`exercises/${name}`)).toBe('// mine\n');
    expect((await me.run('reset', '07')).stdout).toBe(
      reset.stdout.replace('is the stub again.', 'is the stub already: nothing was done.'),
    );

    expect(await me.run('reset', '07', '--undo')).toEqual({
      status: 0,
      stderr: '',
      stdout: `${FILE} is your work again that was kept in
exercises/${name}.
`,
    });
    expect(me.exercise(SLUG)).toBe('// mine\n');
    expect(kept(me)).toEqual([]);
  });

  test('--undo keeps what it replaces: nothing is ever lost', async () => {
    const me = learner();
    for (const text of ['// one\n', '// two\n']) {
      me.exercise(SLUG, text);
      await me.run('reset', 'echo');
    }
    me.exercise(SLUG, '// three\n');
    const { stdout } = await me.run('reset', '07', '--undo');
    expect(me.exercise(SLUG)).toBe('// two\n');
    // In one second or in two: the names differ, and so does their order.
    const names = Object.fromEntries(kept(me).map((name) => [me.read(`exercises/${name}`), name]));
    expect(Object.keys(names).sort()).toEqual(['// one\n', '// three\n']);
    expect(stdout).toContain(`What stood there is kept in exercises/${names['// three\n']}.\n`);
    expect(stdout).toContain('1 older file is still kept in exercises/.\n');
    await me.run('reset', '07', '--undo');
    expect(me.exercise(SLUG)).toBe('// three\n');
  });

  test('finds a new name where one is taken, and orders them by their numbers', async () => {
    const me = learner();
    // A clock that was put back: the newest is the last all the same.
    for (const end of ['', '-2', '-9', '-10'])
      me.write(`exercises/${SLUG}.2999-01-01T00-00-00${end}.ts`, `// kept${end}\n`);
    me.write(`exercises/${SLUG}.notes.ts`, '// not kept work\n');
    me.exercise(SLUG, '// mine\n');
    await me.run('reset', '07');
    expect(me.read(`exercises/${SLUG}.2999-01-01T00-00-00-11.ts`)).toBe('// mine\n');
    for (const text of ['// mine\n', '// kept-10\n']) {
      await me.run('reset', '07', '--undo');
      expect(me.exercise(SLUG)).toBe(text);
      fs.copyFileSync(
        path.join(me.workbook, `grader/units/${SLUG}/stub.ts`),
        path.join(me.workbook, FILE),
      );
    }
  });

  test('does nothing where there is nothing to do', async () => {
    const me = learner();
    expect(await me.run('reset', '07')).toEqual({
      status: 0,
      stderr: '',
      stdout: `${FILE} is the stub already: nothing was done.\n`,
    });
    expect(await me.run('reset', '07', '--undo')).toEqual({
      status: 1,
      stderr: '',
      stdout: `No work of ${SLUG} is kept: npm run reset -- 07 keeps it in exercises/.\n`,
    });
    expect(kept(me)).toEqual([]);
    fs.rmSync(path.join(me.workbook, FILE));
    expect((await me.run('reset', '07')).stdout).toBe(
      `${FILE} was missing: the stub is there now.\n`,
    );
    expect((await me.run('list')).stdout).toContain('07-echo-server                 not started');
  });

  test('says what it takes', async () => {
    const { run } = learner();
    expect(await run('reset', '--help')).toEqual({ status: 0, stdout: RESET_HELP, stderr: '' });
    expect((await run('reset')).stderr).toBe(
      'Which unit? npm run reset -- 07 takes unit 07 back to its stub.\n',
    );
    expect((await run('reset', '70')).stderr).toMatch(/^No unit is called "70"\. /);
    expect((await run('reset', '07', '--udno')).stderr).toBe(
      "Unknown option '--udno'. Did you mean --undo? npm run reset -- --help lists the options.\n",
    );
  });
});

test('kept work is neither graded, nor a matter for tsc, biome or git', async () => {
  const run = promisify(execFile);
  const me = learner();
  for (const name of ['tsconfig.json', 'biome.json', '.gitignore'])
    fs.copyFileSync(path.join(ROOT, name), path.join(me.workbook, name));
  fs.rmSync(path.join(me.workbook, 'solutions'), { recursive: true });
  me.exercise(SLUG, 'const wrong: number = "text"; any any\n');
  await me.run('reset', '07');
  fs.rmSync(path.join(me.workbook, 'grader'), { recursive: true });
  expect(kept(me)).toHaveLength(1);
  const node = (script: string, ...words: string[]) =>
    run(process.execPath, [path.join(ROOT, 'node_modules', script), ...words], {
      cwd: me.workbook,
    });
  await node('typescript/bin/tsc');
  await node('@biomejs/biome/bin/biome', 'check', 'exercises');
  await run('git', ['init', '--quiet'], { cwd: me.workbook });
  const { stdout } = await run('git', ['status', '--short', '-uall'], { cwd: me.workbook });
  expect(stdout).toContain(FILE);
  expect(stdout).not.toContain(kept(me)[0]);
});
