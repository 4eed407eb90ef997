import { type Cloned, cloned, git } from './git.ts';
import type { Learner } from './learner.ts';
import { snapshot } from './newer.ts';

export const SLUG = '07-echo-server';
export const FILE = `exercises/${SLUG}.ts`;
export const LESSON = `lessons/${SLUG}.md`;
export const MINE = '// mine\nexport {};\n';
export const STUB = 'export function say(): void {}\n';
export const NEW_STUB = 'export function say(loud: boolean): void {}\n';

/** A clone, and a newer version of the course in the repository that it was cloned from. */
export function outdated(): Cloned {
  const found = cloned();
  const { course, me, release } = found;
  course.stub(SLUG, STUB);
  course.stub('03-ports', STUB);
  release('0.1.0');
  git(me.workbook, 'pull', '--quiet');
  course.stub(SLUG, NEW_STUB);
  course.stub('03-ports', NEW_STUB);
  course.write(LESSON, `${course.read(LESSON)}More.\n`);
  course.removeUnit('19-reliable-udp');
  release('0.2.0');
  return found;
}

export function commit(me: Learner, message: string): void {
  git(me.workbook, 'add', '--all');
  git(me.workbook, 'commit', '--quiet', '--message', message);
}

/** Where a repository stands, to tell whether anything was done. */
export function state(me: Learner): unknown {
  const { workbook } = me;
  return [
    snapshot(me),
    ...[
      ['rev-parse', 'HEAD'],
      ['status', '--porcelain'],
    ].map((words) => git(workbook, ...words)),
  ];
}
