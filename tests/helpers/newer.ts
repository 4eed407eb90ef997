import fs from 'node:fs';
import path from 'node:path';
import { type Learner, learnerIn } from './learner.ts';
import { temporaryFolder } from './workbook.ts';

/** A newer version of the course, as it is unpacked from a zip, and what its authors do to it. */
export interface Newer extends Learner {
  /** Writes a stub, and the exercise that ships with it. */
  stub(slug: string, text: string): void;
  /** Adds a unit in the form of another. */
  addUnit(slug: string, like: string): void;
  removeUnit(slug: string): void;
  version(version: string): void;
}

/** A copy of a workbook that nothing was written in, under another version. */
export function newerThan({ workbook }: Learner, version: string): Newer {
  const folder = path.join(temporaryFolder(), 'newer');
  const isCopied = (name: string) => !/[\\/](node_modules|\.git)$/.test(name);
  fs.cpSync(workbook, folder, { recursive: true, filter: isCopied });
  return newerIn(folder, version);
}

/** What the authors of a version do in the folder that they have it in. */
export function newerIn(folder: string, version: string): Newer {
  const me = learnerIn(folder);
  const rooms = (slug: string) => [
    `lessons/${slug}.md`,
    `exercises/${slug}.ts`,
    `solutions/${slug}.ts`,
    `grader/units/${slug}`,
  ];
  const at = (name: string) => path.join(folder, name);
  const newer: Newer = {
    ...me,
    stub(slug, text) {
      me.write(`exercises/${slug}.ts`, text);
      me.write(`grader/units/${slug}/stub.ts`, text);
    },
    addUnit(slug, like) {
      for (const [i, room] of rooms(slug).entries())
        fs.cpSync(at(rooms(like)[i] ?? ''), at(room), { recursive: true });
    },
    removeUnit(slug) {
      for (const room of rooms(slug)) fs.rmSync(at(room), { recursive: true });
    },
    version(to) {
      me.write(
        'package.json',
        me.read('package.json').replace(/"version": ".*"/, `"version": "${to}"`),
      );
    },
  };
  newer.version(version);
  return newer;
}

/** All files of a folder with what they hold, but for those of packages and of git. */
export function snapshot({ workbook }: Learner): Record<string, string> {
  const names = fs
    .readdirSync(workbook, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => !/^(node_modules|\.git)(\/|$)/.test(name))
    .filter((name) => fs.statSync(path.join(workbook, name)).isFile());
  return Object.fromEntries(
    names.sort().map((name) => [name, fs.readFileSync(path.join(workbook, name), 'latin1')]),
  );
}
