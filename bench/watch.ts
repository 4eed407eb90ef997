import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compileGrader, root } from '../grader/compile.mjs';
import { median, ratio } from './measure.ts';

const SAVES = 20;

/** A workbook with stubs for exercises, to save solutions in. */
function workbook(slugs: readonly string[]): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-bench-'));
  for (const name of ['lessons', 'package.json'])
    fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  fs.mkdirSync(path.join(folder, 'exercises'));
  for (const slug of slugs) {
    const unit = path.join('grader', 'units', slug);
    fs.mkdirSync(path.join(folder, unit), { recursive: true });
    for (const name of ['stub.ts', 'hints.yaml'])
      fs.copyFileSync(path.join(root, unit, name), path.join(folder, unit, name));
    const exercise = path.join(folder, 'exercises', `${slug}.ts`);
    fs.copyFileSync(path.join(root, unit, 'stub.ts'), exercise);
  }
  return folder;
}

/** The time from now until the watcher says something, in ms. */
async function until({ stdout }: ChildProcess, words: string): Promise<number> {
  const began = performance.now();
  let said = '';
  while (!said.includes(words)) {
    if (!stdout) throw new Error('the watcher has no output');
    said += String((await once(stdout, 'data'))[0]);
  }
  return performance.now() - began;
}

async function watchUnit(
  folder: string,
  build: string,
  slug: string,
): Promise<{ line: number; verdict: number; bare: number }> {
  const env = { ...process.env, WORKBOOK_ROOT: folder, WORKBOOK_BUILD: build };
  const watcher = spawn(process.execPath, [path.join(build, 'cli.js'), 'watch', slug], { env });
  const solution = fs.readFileSync(path.join(root, 'solutions', `${slug}.ts`), 'utf8');
  await until(watcher, slug.startsWith('00') ? 'Graded' : 'Each save');
  const times = { line: [] as number[], verdict: [] as number[], bare: [] as number[] };
  for (let round = -1; round < SAVES; round++) {
    const exercise = path.join(folder, 'exercises', `${slug}.ts`);
    fs.writeFileSync(exercise, `${solution}// save ${round}\n`);
    const [line, verdict] = await Promise.all([
      until(watcher, 'playing'),
      until(watcher, 'It passes'),
    ]);
    // The watcher starts what the next save needs, and asks TypeScript. Nobody saves again so soon.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const began = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    const bare = performance.now() - began;
    if (round < 0) continue; // the first one warms up
    times.line.push(line);
    times.verdict.push(verdict);
    times.bare.push(bare);
  }
  watcher.stdin.end();
  await once(watcher, 'exit');
  const { line, verdict, bare } = times;
  return { line: median(line), verdict: median(verdict), bare: median(bare) };
}

/** `npm run watch`: from a save to its first line and to its verdict, as ratios to a bare start of node. */
export async function benchWatch(slugs: readonly string[]): Promise<void> {
  const build = await compileGrader();
  const folder = workbook(slugs);
  console.log(
    `watch, from a save to its verdict, median of ${SAVES}, as ratios to a bare start of node`,
  );
  for (const slug of slugs) {
    const { line, verdict, bare } = await watchUnit(folder, build, slug);
    console.log(
      `watch ${slug.padEnd(34)} ${ratio(verdict, bare)}   first line after ${line.toFixed(0)} ms   (aim: at most 10 for pure units)`,
    );
  }
  fs.rmSync(folder, { recursive: true });
}
