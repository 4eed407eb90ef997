import fs from 'node:fs';
import path from 'node:path';
import { type CourseUnit, readCatalogue } from '../course/catalogue.ts';
import { HintsProblem, readHints } from '../course/hints.ts';
import { readProgress } from '../course/progress-file.ts';
import { type Standing, standings } from '../course/standing.ts';
import { findSubmission } from '../course/submission-file.ts';
import { WIDTH, wrap } from '../feedback/layout.ts';
import { difference, withoutDocs } from '../report/difference.ts';
import { points } from '../report/terminal.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { oneUnit, readWords } from './words.ts';

export const SOLUTION_HELP = `npm run solution -- unit [options]

  Shows how the reference differs from your own: - before a line that only yours
  has, + before one that only the reference has; the comments before functions
  are left out. Then three things that are worth noticing in it.

  --whole    the reference as it is, without yours
  --yes      do not ask, where you have not passed the unit
  --help     this text
`;

const OPTIONS = {
  whole: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Shows a reference; gives the exit status. */
export async function solution(words: string[], io: Io): Promise<number> {
  const { values, positionals } = readWords('solution', words, OPTIONS);
  if (values.help) {
    io.print(SOLUTION_HELP);
    return EXIT.pass;
  }
  const catalogue = readCatalogue(io.root);
  const unit = oneUnit('solution', positionals, catalogue);
  if (!unit) throw new UsageError('Which unit? npm run solution -- 07 shows the one of unit 07.');
  const [standing] = standings(io.root, [unit], readProgress(io.root, io.warn));
  if (standing && !hasPassed(standing) && !values.yes) {
    const open = unpassed(standing);
    const agreed = await io.confirm(`${open} Show the solution all the same? [y/N]`);
    if (agreed === undefined) {
      io.warn(`${open}\nnpm run solution -- ${unit.number} --yes shows the solution all the same.`);
      return EXIT.fail;
    }
    if (!agreed) {
      io.print(`Not shown. A step at a time: npm run hint -- ${unit.number}\n`);
      return EXIT.pass;
    }
  }
  io.print(`${values.whole ? reference(unit, io) : compared(unit, io)}${notices(unit, io)}`);
  return EXIT.pass;
}

/** Once is enough: who fails again now has earned the look. */
function hasPassed({ state }: Standing): boolean {
  return state === 'passed' || state === 'failing-again';
}

function unpassed({ unit, progress }: Standing): string {
  const last = progress?.last;
  const got = last ? points(last) : 'not graded';
  return `You have not passed ${unit.number} yet (${got}).`;
}

function reference({ slug }: CourseUnit, io: Io): string {
  return fs.readFileSync(path.join(io.root, 'solutions', `${slug}.ts`), 'utf8');
}

function compared(unit: CourseUnit, io: Io): string {
  const own = findSubmission(path.join(io.root, 'exercises'), unit.slug);
  const solved = reference(unit, io);
  if (!own) return solved;
  const yours = { name: `exercises/${unit.slug}.ts`, side: 'yours' };
  const theirs = { name: `solutions/${unit.slug}.ts`, side: 'the reference' };
  const shown = difference(
    withoutDocs({ ...yours, text: fs.readFileSync(own.file, 'utf8') }),
    withoutDocs({ ...theirs, text: solved }),
    io.paint,
  );
  return shown || 'Yours is the reference, line by line.\n';
}

function notices({ slug }: CourseUnit, io: Io): string {
  try {
    const { notice } = readHints(io.root, slug);
    const lines = notice.flatMap((text, i) =>
      wrap(text.replace(/\s+/g, ' '), WIDTH - 5).map((line, row) =>
        row === 0 ? `  ${i + 1}  ${line}` : `     ${line}`,
      ),
    );
    return `${['', io.paint.strong('Worth noticing in the reference'), '', ...lines].join('\n')}\n`;
  } catch (error) {
    if (!(error instanceof HintsProblem)) throw error;
    io.warn(error.message);
    return '';
  }
}
