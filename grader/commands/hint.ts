import { type CourseUnit, readCatalogue } from '../course/catalogue.ts';
import { type Hint, type Hints, HintsProblem, readHints } from '../course/hints.ts';
import { allShown, nextStep } from '../course/ladder.ts';
import { nextUnit } from '../course/next-unit.ts';
import type { HintsShown } from '../course/progress.ts';
import { changeProgress, readProgress } from '../course/progress-file.ts';
import { type Standing, standings } from '../course/standing.ts';
import { WIDTH, wrap } from '../feedback/layout.ts';
import type { Check } from '../vocabulary/unit.ts';
import { checksOf, failedCheck } from './failed-check.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { oneUnit, readWords } from './words.ts';

export const HINT_HELP = `npm run hint -- [unit] [options]

  Shows one hint: after a failure the one that fits it, then with each call one
  step further. Without a unit: the unit that npm run next names.

  --again    the last hint again
  --all      all hints of the unit
  --help     this text
`;

const OPTIONS = {
  again: { type: 'boolean' },
  all: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What the hints are chosen from. */
interface Ladder extends Hints {
  unit: CourseUnit;
  shown: HintsShown | undefined;
  /** The check that failed when the exercise was graded last. */
  failed: Check | undefined;
  /** What the unit's checks promise, by their ids. */
  titles: ReadonlyMap<string, string>;
}

/** Shows a hint; gives the exit status. */
export async function hint(words: string[], io: Io): Promise<number> {
  const { values, positionals } = readWords('hint', words, OPTIONS);
  if (values.help) {
    io.print(HINT_HELP);
    return EXIT.pass;
  }
  if (values.all && values.again) throw new UsageError('--all or --again, not both');
  const standing = chooseUnit(positionals, io);
  if (!standing) {
    io.print('You have passed all units. npm run hint -- 07 shows the hints of one.\n');
    return EXIT.pass;
  }
  try {
    const ladder = await readLadder(standing, io);
    if (values.all) return showAll(ladder, io);
    return values.again
      ? showAgain(ladder, io)
      : showNext(ladder, io, `npm run hint -- ${ladder.unit.number} again`);
  } catch (error) {
    if (!(error instanceof HintsProblem)) throw error;
    io.warn(`${error.message}\nThat is a fault of the course, not yours.`);
    return EXIT.fault;
  }
}

function chooseUnit(words: readonly string[], io: Io): Standing | undefined {
  const catalogue = readCatalogue(io.root);
  const named = oneUnit('hint', words, catalogue);
  const all = standings(io.root, catalogue, readProgress(io.root, io.warn));
  return named ? all.find(({ unit }) => unit.slug === named.slug) : nextUnit(all)?.standing;
}

async function readLadder(standing: Standing, io: Io): Promise<Ladder> {
  const { unit, progress } = standing;
  const failed = await failedCheck(standing, io.build);
  const checks = failed ? await checksOf(unit, io.build) : [];
  const titles = new Map(checks.map(({ id, title }) => [id, title]));
  return { ...readHints(io.root, unit.slug), unit, shown: progress?.hints, failed, titles };
}

/** Shows the next hint of a unit, as the command does; `again` is what brings the one after it. */
export async function showHint(standing: Standing, io: Io, again: string): Promise<void> {
  try {
    showNext(await readLadder(standing, io), io, again);
  } catch (error) {
    if (!(error instanceof HintsProblem)) throw error;
    io.warn(`${error.message}\nThat is a fault of the course, not yours.`);
  }
}

function showNext(ladder: Ladder, io: Io, again: string): number {
  const { unit, hints, shown, failed } = ladder;
  const step = nextStep(hints, shown, failed?.id);
  if (!step) {
    io.print(ending(ladder, [`  Again    npm run hint -- ${unit.number} --all`]));
    return EXIT.pass;
  }
  remember(unit, step.shown, io);
  const all = hints.length === 1 ? 'the only hint' : `all ${hints.length} hints seen`;
  const more =
    step.left > 0
      ? `${step.left} of ${hints.length} hints not seen yet, ${again} for the next`
      : all;
  io.print(`${hintText(ladder, step.index, unit.slug, io)}\n${io.paint.faint(more)}\n`);
  return EXIT.pass;
}

function showAgain(ladder: Ladder, io: Io): number {
  const { unit, hints, shown } = ladder;
  if (!shown || shown.last >= hints.length) {
    const command = `npm run hint -- ${unit.number}`;
    io.print(`No hint of ${unit.slug} was shown yet. ${command} shows the first.\n`);
    return EXIT.fail;
  }
  io.print(hintText(ladder, shown.last, nameOf(ladder, shown.last), io));
  return EXIT.pass;
}

function showAll(ladder: Ladder, io: Io): number {
  remember(ladder.unit, allShown(ladder.hints, ladder.shown), io);
  const texts = ladder.hints.map((_, i) => hintText(ladder, i, nameOf(ladder, i), io));
  io.print(`${texts.join('\n')}\n${ending(ladder, [])}`);
  return EXIT.pass;
}

function nameOf({ unit, hints }: Ladder, index: number): string {
  return `${unit.slug}, hint ${index + 1} of ${hints.length}`;
}

function hintText(ladder: Ladder, index: number, name: string, io: Io): string {
  const one = ladder.hints[index];
  if (!one) return '';
  const lines = [
    io.paint.strong(name),
    ...whatFor(ladder, one),
    '',
    ...wrap(one.text.replace(/\s+/g, ' '), WIDTH - 2).map((line) => `  ${line}`),
    '',
  ];
  return lines.join('\n');
}

/** After a failure: whether the hint is about that, or about what else. */
function whatFor({ failed, titles }: Ladder, { fits }: Hint): string[] {
  if (!failed) return [];
  if (fits.includes(failed.id)) return wrap(`For the check that failed: ${failed.title}`, WIDTH);
  const others = fits.map((id) => titles.get(id) ?? id).join('; ');
  return wrap(`Not for the check that failed, but for: ${others}`, WIDTH);
}

/** After the last hint: where else to look. */
function ending({ unit, hints, failed }: Ladder, more: readonly string[]): string {
  const heading = failed?.lesson ?? 'what-the-grader-plays';
  const all =
    hints.length === 1 ? 'That was the only hint' : `These were all ${hints.length} hints`;
  return [
    `${all} of ${unit.slug}. What is left:`,
    `  Lesson   lessons/${unit.slug}.md#${heading}`,
    ...more,
    `  Solution npm run solution -- ${unit.number}`,
    '',
  ].join('\n');
}

function remember({ slug }: CourseUnit, hints: HintsShown, io: Io): void {
  changeProgress(io.root, io.warn, (before) => {
    const unit = before.units[slug] ?? { state: 'not-started' };
    return { ...before, units: { ...before.units, [slug]: { ...unit, hints } } };
  });
}
