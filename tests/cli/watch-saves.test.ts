import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Saves } from '../../grader/commands/watch/saves.ts';
import { temporaryFolder } from '../helpers/workbook.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function following(name = 'a.ts'): { file: string; saves: Saves; seen: () => number } {
  const file = path.join(temporaryFolder(), name);
  fs.writeFileSync(file, 'one');
  let seen = 0;
  const saves = new Saves(() => {
    seen++;
  });
  onTestFinished(() => saves.close());
  saves.follow([file]);
  return { file, saves, seen: () => seen };
}

test('a file system that tells nothing of saves is looked at now and then', async () => {
  vi.spyOn(fs, 'watch').mockImplementation(() => {
    throw new Error('ENOSPC: no watches left');
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const { file, seen } = following();
  fs.writeFileSync(file, 'two');
  await vi.waitFor(() => expect(seen()).toBe(1), 5000);
});

test('what is done beside the file is no save of it', async () => {
  const { file, seen } = following();
  fs.readFileSync(file);
  fs.writeFileSync(`${file}.swp`, 'another');
  fs.rmSync(`${file}.swp`);
  await pause(700);
  expect(seen()).toBe(0);
  fs.writeFileSync(file, 'two');
  await vi.waitFor(() => expect(seen()).toBe(1), 5000);
});

test('a save just before other files are followed is not lost', async () => {
  const { file, saves, seen } = following();
  const other = path.join(path.dirname(file), 'b.ts');
  fs.writeFileSync(other, 'one');
  fs.writeFileSync(file, 'two');
  saves.follow([file, other]);
  await vi.waitFor(() => expect(seen()).toBe(1), 5000);
});
