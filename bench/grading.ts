import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { median, ratio } from './measure.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const ROUNDS = 9;

/** A folder with vitest's smallest project, to start in the way the grader is started: by npm run. */
export function trivialProject(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-bench-'));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  fs.writeFileSync(
    path.join(folder, 'package.json'),
    '{"type":"module","scripts":{"test":"vitest run"}}',
  );
  fs.writeFileSync(
    path.join(folder, 'a.test.js'),
    "import { test } from 'vitest';\ntest('a', () => {});\n",
  );
  return folder;
}

function npmRun(cwd: string, words: string[]): number {
  const began = performance.now();
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['run', '--silent', ...words], { cwd, stdio: 'ignore' });
  if (status !== 0) throw new Error(`npm run ${words.join(' ')} ended with ${status}`);
  return performance.now() - began;
}

/** Grading one unit and all units, against `vitest run` of one trivial file, each started by npm run. */
export function benchGrading(slugs: readonly string[]): void {
  const trivial = trivialProject();
  const plans = [
    ...slugs.map((slug) => ({ name: slug, words: ['grade', '--', slug, '--from', 'solutions'] })),
    { name: `all ${slugs.length} units`, words: ['grade', '--', '--from', 'solutions'] },
  ];
  const times = new Map<string, number[]>([
    ['vitest', []],
    ...plans.map(({ name }): [string, number[]] => [name, []]),
  ]);
  for (const { words } of plans) npmRun(ROOT, words);
  for (let round = 0; round < ROUNDS; round++) {
    times.get('vitest')?.push(npmRun(trivial, ['test']));
    for (const { name, words } of plans) times.get(name)?.push(npmRun(ROOT, words));
  }
  fs.rmSync(trivial, { recursive: true });
  const base = median(times.get('vitest') ?? []);
  console.log(
    `vitest run, one trivial file   ${base.toFixed(0)} ms, by npm run; the rest as ratios to it`,
  );
  for (const { name } of plans)
    console.log(`grade ${name.padEnd(28)} ${ratio(median(times.get(name) ?? []), base)}`);
}
