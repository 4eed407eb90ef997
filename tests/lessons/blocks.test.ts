import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { type Block, readLesson } from '../../grader/course/lesson.ts';
import { ROOT } from '../helpers/course.ts';
import { RETRIES_IN_CI } from '../helpers/share.ts';

const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-blocks-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

function run(
  file: string,
  words: string[],
): Promise<{ stdout: string; stderr: string; fault?: string }> {
  return new Promise((resolve) => {
    const options = { timeout: 30_000, env: { ...process.env, FORCE_COLOR: '0' } };
    execFile(file, words, options, (error, stdout, stderr) =>
      resolve({ stdout, stderr, ...(error ? { fault: `${error.signal ?? error.code}` } : {}) }),
    );
  });
}

async function runBlock(block: Block, name: string): ReturnType<typeof run> {
  const file = path.join(scratch, `${name.replace('.md', '')}-${block.line}`);
  if (block.language === 'python') {
    fs.writeFileSync(`${file}.py`, block.text);
    return run(python ?? 'python3', [`${file}.py`]);
  }
  const stdin = { contents: block.text, loader: 'ts' as const, resolveDir: ROOT };
  await build({
    stdin,
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: `${file}.mjs`,
    logLevel: 'silent',
  });
  return run(process.execPath, [`${file}.mjs`]);
}

for (const name of fs
  .readdirSync(path.join(ROOT, 'lessons'))
  .filter((file) => file.endsWith('.md'))) {
  const { blocks } = readLesson(ROOT, name.replace('.md', ''));
  if (blocks.length === 0) continue; // the index
  describe.concurrent(`lessons/${name}`, () => {
    for (const [i, block] of blocks.entries()) {
      if (!block.words.includes('run')) continue;
      const next = blocks[i + 1];
      const title = `the ${block.language} block at line ${block.line} runs as printed`;
      const elsewhere = block.words.includes('linux') && process.platform !== 'linux';
      test.skipIf(elsewhere || (block.language === 'python' && !python))(
        title,
        { retry: RETRIES_IN_CI },
        async () => {
          const { stdout, stderr, fault } = await runBlock(block, name);
          expect(fault, stderr).toBeUndefined();
          if (next?.language === 'output') expect(stdout).toBe(next.text);
        },
      );
    }
  });
}
