import fs from 'node:fs';
import path from 'node:path';
import { fileStamp, freeName } from './dated-name.ts';
import { isUnchangedStub, sameText, stubFile } from './submission-file.ts';

/** Work that was set aside: `07-echo-server.2026-11-21T15-30-05.ts`, beside the exercise. */
interface Kept {
  name: string;
  stamp: string;
  count: number;
}

/** What became of the exercise; `kept` is the name of the file that its old text, or older work, is in. */
export type Reset = { done: 'reset' | 'added' | 'nothing'; kept?: string };
export type Undo =
  | { done: 'restored'; from: string; kept?: string; older: number }
  | { done: 'nothing' };

/** Puts the stub in the place of an exercise, whose text is kept beside it. */
export function resetExercise(root: string, slug: string): Reset {
  const file = exercise(root, slug);
  const stub = stubFile(root, slug);
  if (!fs.existsSync(file)) {
    replace(file, stub);
    return { done: 'added' };
  }
  if (isUnchangedStub(file, root, slug)) {
    const newest = keptWork(root, slug).at(-1);
    return { done: 'nothing', ...(newest && { kept: newest.name }) };
  }
  const kept = keep(root, slug);
  replace(file, stub);
  return { done: 'reset', kept };
}

/** Brings back the newest work that was kept. What it takes the place of is kept, unless it is the stub. */
export function undoReset(root: string, slug: string): Undo {
  const all = keptWork(root, slug);
  const newest = all.at(-1);
  if (!newest) return { done: 'nothing' };
  const file = exercise(root, slug);
  const source = path.join(root, 'exercises', newest.name);
  const worthless =
    !fs.existsSync(file) || isUnchangedStub(file, root, slug) || sameText(file, source);
  const kept = worthless ? {} : { kept: keep(root, slug) };
  fs.renameSync(source, file);
  return { done: 'restored', from: newest.name, ...kept, older: all.length - 1 };
}

/** Copies the exercise to a name that nothing has: COPYFILE_EXCL, so that nothing is overwritten. */
function keep(root: string, slug: string): string {
  const folder = path.join(root, 'exercises');
  const now = fileStamp(new Date());
  const last = keptWork(root, slug).at(-1);
  // In the same second, and where the clock was put back, the newest is to have the last name all the same.
  const [stamp, count] = last && last.stamp >= now ? [last.stamp, last.count + 1] : [now, 1];
  const isTaken = (name: string) => fs.existsSync(path.join(folder, `${name}.ts`));
  const name = `${freeName(`${slug}.${stamp}`, isTaken, count)}.ts`;
  fs.copyFileSync(exercise(root, slug), path.join(folder, name), fs.constants.COPYFILE_EXCL);
  return name;
}

/** All kept work of a unit, the newest last. */
function keptWork(root: string, slug: string): Kept[] {
  const names = fs.readdirSync(path.join(root, 'exercises'));
  return names
    .flatMap((name) => {
      if (!name.startsWith(`${slug}.`)) return [];
      const tail = name.slice(slug.length + 1);
      const [, stamp, count = '1'] =
        /^(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)(?:-(\d+))?\.ts$/.exec(tail) ?? [];
      return stamp === undefined ? [] : [{ name, stamp, count: Number(count) }];
    })
    .sort((a, b) => (a.stamp === b.stamp ? a.count - b.count : a.stamp < b.stamp ? -1 : 1));
}

/** Whole or not at all: at no time is the exercise half of a file. */
function replace(file: string, source: string): void {
  const fresh = `${file}.${process.pid}.tmp`;
  fs.copyFileSync(source, fresh);
  fs.renameSync(fresh, file);
}

function exercise(root: string, slug: string): string {
  return path.join(root, 'exercises', `${slug}.ts`);
}
