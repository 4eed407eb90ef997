import { graded, type Learner, learner } from './learner.ts';
import { type Newer, newerThan } from './newer.ts';

export const STUB = `/** Says what it is asked. */
export function say(text: string): string {
  throw new Error('say is not written yet');
}
`;
export const NEW_STUB = STUB.replace('say(text: string)', 'say(text: string, loud = false)');
export const MINE = '// mine, and nobody else’s\r\nexport {};';
export const DATED = '2026-11-21T15-30-05';

/** Somebody who has written 07 and 12, a file beside them, notes in a lesson, and passed 12. */
export function somebody(): { me: Learner; newer: Newer } {
  const me = learner();
  for (const slug of ['03-ports', '07-echo-server']) {
    me.write(`grader/units/${slug}/stub.ts`, STUB);
    me.exercise(slug, STUB);
  }
  const newer = newerThan(me, '0.2.0');
  me.exercise('07-echo-server', MINE);
  me.exercise('12-struct-packing', MINE);
  me.write('exercises/my-helper.ts', 'export const own = 1;\n');
  me.write(`exercises/12-struct-packing.${DATED}.ts`, '// kept by reset\n');
  me.write('notes.txt', 'notes\n');
  me.write('results.json', '{}\n');
  me.write('lessons/07-echo-server.md', `${me.read('lessons/07-echo-server.md')}My notes.\n`);
  me.write(
    '.progress.json',
    JSON.stringify({ version: 1, units: { '12-struct-packing': graded('passed', [23, 23]) } }),
  );
  return { me, newer };
}

/** A report with the folder of kept files by one name, whenever it was made. */
export function undated(text: string): string {
  return text.replace(/kept\/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(-\d+)?/g, 'kept/DATE');
}
