import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { trivialProject } from './grading.ts';
import { ratio } from './measure.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const SAMPLE_MS = 10;

/** The most resident memory in KiB of a process and of the node processes below it, submissions left out. */
async function mostMemory(words: string[], cwd: string): Promise<number> {
  const child = spawn(process.execPath, words, { cwd, stdio: 'ignore' });
  const most = new Map<number, number>();
  const timer = setInterval(() => {
    for (const pid of [child.pid ?? 0, ...below(child.pid ?? 0)]) {
      const [, size] = /^VmHWM:\s+(\d+)/m.exec(read(pid, 'status')) ?? [];
      if (size !== undefined) most.set(pid, Number(size));
    }
  }, SAMPLE_MS);
  await once(child, 'exit');
  clearInterval(timer);
  return [...most.values()].reduce((sum, size) => sum + size, 0);
}

function below(parent: number): number[] {
  const children = fs
    .readdirSync('/proc')
    .filter(
      (name) =>
        /^\d+$/.test(name) && read(name, 'stat').split(') ')[1]?.split(' ')[1] === String(parent),
    )
    .filter(
      (name) =>
        /\bnode\b/.test(read(name, 'cmdline')) && !read(name, 'cmdline').includes('child/main.js'),
    )
    .map(Number);
  return children.flatMap((pid) => [pid, ...below(pid)]);
}

function read(pid: number | string, file: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return ''; // it has ended
  }
}

/** The grader's own processes against those of a bare vitest, as Linux counts them. */
export async function benchMemory(slugs: readonly string[]): Promise<void> {
  if (process.platform !== 'linux') return;
  const trivial = trivialProject();
  const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const bare = await mostMemory([vitest, 'run'], trivial);
  fs.rmSync(trivial, { recursive: true });
  console.log(`memory of vitest run, one trivial file   ${Math.round(bare / 1024)} MiB`);
  for (const words of [...slugs.map((slug) => [slug]), []]) {
    const start = path.join(ROOT, 'grader', 'start.mjs');
    const size = await mostMemory([start, 'grade', ...words, '--from', 'solutions'], ROOT);
    console.log(
      `memory of grade ${(words[0] ?? 'all units').padEnd(28)} ${ratio(size, bare)}   (aim: at most 1.3)`,
    );
  }
}
