import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { GRADE_HELP } from '../../grader/commands/grade.ts';
import { grade, submission, temporaryFolder } from '../helpers/workbook.ts';

async function usage(
  ...words: string[]
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return grade(words);
}

test('--help tells the options and passes', async () => {
  expect(await usage('--help')).toEqual({ status: 0, stdout: GRADE_HELP, stderr: '' });
});

test('an unknown word is answered by the nearest unit', async () => {
  const stderr = 'No unit is called "ecko". Did you mean 07-echo-server?\n';
  expect(await usage('ecko')).toEqual({ status: 2, stdout: '', stderr });
});

test('an unknown option is named, and the nearest one', async () => {
  const stderr =
    "Unknown option '--sed'. Did you mean --seed? npm run grade -- --help lists the options.\n";
  expect(await usage('--sed', '4')).toEqual({ status: 2, stdout: '', stderr });
});

test('an option that npm kept for itself is named, with the way to hand it on', async () => {
  const stderr =
    'npm kept --seed for itself. Two dashes before it hand it on: npm run grade -- … --seed …\n';
  // What npm makes of `npm run grade 00 --seed 5`.
  const kept = await grade(['00', '5'], { env: { npm_config_seed: 'true' } });
  expect(kept).toEqual({ status: 2, stdout: '', stderr });
});

test('an option that npm has itself may be set anywhere', async () => {
  const { status } = await grade(['--help'], { env: { npm_config_yes: 'true' } });
  expect(status).toBe(0);
});

test('a seed that is no number is refused', async () => {
  const stderr = '--seed takes a whole number of at most nine digits, not "abc"\n';
  expect(await usage('07', '--seed', 'abc')).toEqual({ status: 2, stdout: '', stderr });
});

test('a check that does not exist is named', async () => {
  const { status, stderr } = await usage('00', '--from', 'solutions', '--check', 'nothing');
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr:
      'No check is called "nothing" in 00-bytes-and-text. There are: counts-bytes, splits-bytes, decodes-any-cut, refuses-invalid, byte-order-mark.\n',
  });
});

test('a folder that does not exist is named', async () => {
  const { status, stderr } = await usage('07', '--from', '/nowhere/at/all');
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: '--from /nowhere/at/all: there is no folder /nowhere/at/all\n',
  });
});

test('a folder without the file of a unit leaves it not started, and says so', async () => {
  const folder = submission('07-echo-server', 'export {};\n');
  const { status, stdout } = await grade(['00', '--from', folder]);
  expect(status).toBe(1);
  expect(
    stdout,
  ).toBe(`00-bytes-and-text                                                    not started
  There is no 00-bytes-and-text.ts in ${folder}.

0 of 1 unit passes.
`);
});

test('a folder may have exercises/ in it, or an own copy beside it', async () => {
  const folder = temporaryFolder();
  fs.cpSync('solutions', path.join(folder, 'exercises'), { recursive: true });
  const { status, stdout } = await grade(['exercises/00-bytes-and-text.ts', '--from', folder]);
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: `00-bytes-and-text                                                  8 of 8 points
  ✓ 5 checks pass

1 of 1 unit passes.
`,
  });
});

test('--json into a folder that is not there is refused before anything is graded', async () => {
  const { status, stdout, stderr } = await usage('00', '--json', '/nowhere/results.json');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^--json \/nowhere\/results\.json cannot be written: ENOENT/);
});

test('colour is for terminals, and obeys FORCE_COLOR and NO_COLOR', async () => {
  const words = ['00', '--from', 'solutions'];
  const ansi = '\u001b[';
  expect((await grade(words)).stdout).not.toContain(ansi);
  expect((await grade(words, { env: { FORCE_COLOR: '1' } })).stdout).toContain(ansi);
  expect((await grade(words, { env: { NO_COLOR: '1' } })).stdout).not.toContain(ansi);
});
