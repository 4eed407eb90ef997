import { readCatalogue } from '../course/catalogue.ts';
import { type NextUnit, nextUnit } from '../course/next-unit.ts';
import { readProgress } from '../course/progress-file.ts';
import { standings } from '../course/standing.ts';
import { WIDTH, wrap } from '../feedback/layout.ts';
import { points } from '../report/terminal.ts';
import type { Check } from '../vocabulary/unit.ts';
import { failedCheck } from './failed-check.ts';
import { EXIT, type Io } from './io.ts';
import { noWords, readWords } from './words.ts';

export const NEXT_HELP = `npm run next

  Tells what to do now and why: the unit, the lesson to read, the file to edit
  and the command to run. Nothing is graded: it goes by your last grades.

  --help    this text
`;

const OPTIONS = { help: { type: 'boolean', short: 'h' } } as const;
const LABEL = 9;

/** Tells what to do next; gives the exit status. */
export async function next(words: string[], io: Io): Promise<number> {
  const { values, positionals } = readWords('next', words, OPTIONS);
  if (values.help) {
    io.print(NEXT_HELP);
    return EXIT.pass;
  }
  noWords('next', positionals);
  const catalogue = readCatalogue(io.root);
  const found = nextUnit(standings(io.root, catalogue, readProgress(io.root, io.warn)));
  if (!found) {
    io.print(`You have passed all ${catalogue.length} units. npm run list shows them;\n`);
    io.print('npm run solution -- 07 compares yours with the reference, unit by unit.\n');
    return EXIT.pass;
  }
  io.print(await describe(found, io));
  return EXIT.pass;
}

async function describe(found: NextUnit, io: Io): Promise<string> {
  const { unit, exercise } = found.standing;
  const { slug, number, title, minutes } = unit;
  const failed = await failedCheck(found.standing, io.build);
  const heading = failed ? `#${failed.lesson}` : '';
  const begin = exercise === 'stub' || exercise === 'missing' ? [] : hint(number);
  const edit =
    exercise === 'missing'
      ? `exercises/${slug}.ts is missing: npm run reset -- ${number}`
      : `exercises/${slug}.ts`;
  const rows = [
    ...row('Why', why(found, failed)),
    ...row('Read', `lessons/${slug}.md${heading}`),
    ...row('Edit', edit),
    ...row('Run', `npm run grade -- ${number}`),
    ...begin,
  ];
  const head = `${io.paint.strong(slug)}  ${title}, about ${minutes} minutes`;
  return [head, '', ...rows, ''].join('\n');
}

function hint(number: string): string[] {
  return row('Stuck?', `npm run hint -- ${number}`);
}

function why(found: NextUnit, failed: Check | undefined): string {
  const { progress, exercise, unit } = found.standing;
  const last = progress?.last;
  const since = exercise === 'edited' ? ', and was edited since' : '';
  const got = last ? points(last) : '';
  const unloadable = last && !last.failed ? ' It could not be loaded.' : '';
  const fails = failed ? ` The first that failed: ${failed.title}.` : unloadable;
  if (found.why === 'failing-again')
    return `You passed it once, and it fails now: ${got}${since}.${fails}`;
  if (found.why === 'at-work') {
    return last
      ? `You are at work on it: it had ${got}${since}.${fails}`
      : 'You have begun it, and not graded it yet.';
  }
  if (found.leftOut > 0) {
    const units = found.leftOut === 1 ? '1 unit' : `${found.leftOut} units`;
    return `It comes after the one that you passed last. You have left out ${units} before it: npm run list shows which.`;
  }
  const needs = unit.needs.map((slug) => slug.slice(0, 2));
  return needs.length === 0
    ? 'It is the first that you have not passed, and needs no other.'
    : `It is the first that you have not passed, after ${needs.join(' and ')}.`;
}

function row(label: string, text: string): string[] {
  return wrap(text, WIDTH - 2 - LABEL).map(
    (line, i) => `  ${(i === 0 ? label : '').padEnd(LABEL)}${line}`,
  );
}
