import { readCatalogue } from '../course/catalogue.ts';
import { readProgress } from '../course/progress-file.ts';
import { type Standing, standings } from '../course/standing.ts';
import { type BegunFrom, readRecord, stubBegunFrom } from '../course/upgrade/record.ts';
import { pointsOf } from '../engine/load-unit.ts';
import type { Paint } from '../report/paint.ts';
import { EXIT, type Io } from './io.ts';
import { noWords, readWords } from './words.ts';

export const LIST_HELP = `npm run list

  Shows every unit: where you stand with it, its points, the units to do before
  it, and how many minutes it takes. Nothing is graded: it tells what your last
  grades found, and whether an exercise was edited since.

  --help    this text
`;

const OPTIONS = { help: { type: 'boolean', short: 'h' } } as const;

/** A line of the table, before it is set. */
interface Row {
  name: string;
  state: string;
  points: string;
  needs: string;
  minutes: string;
}

const HEADING: Row = {
  name: 'Unit',
  state: 'State',
  points: 'Points',
  needs: 'Needs',
  minutes: 'Min',
};

/** Lists the units; gives the exit status. */
export async function list(words: string[], io: Io): Promise<number> {
  const { values, positionals } = readWords('list', words, OPTIONS);
  if (values.help) {
    io.print(LIST_HELP);
    return EXIT.pass;
  }
  noWords('list', positionals);
  const { rows, sum: below, changes } = await unitsTable(io);
  io.print(`${[...rows, '', below].join('\n')}\n${changes}\nWhat to do now: npm run next\n`);
  return EXIT.pass;
}

/** The units with their heading, what they sum up to, and how to see which stubs changed, where some did. */
export async function unitsTable(
  io: Io,
): Promise<{ rows: string[]; sum: string; changes: string }> {
  const catalogue = readCatalogue(io.root);
  const all = standings(io.root, catalogue, readProgress(io.root, io.warn));
  const worth = await pointsOf(
    io.build,
    catalogue.map(({ slug }) => slug),
  );
  const begun = stubsBegunFrom(all, io.root);
  const rows = all.map((standing) => {
    const { slug } = standing.unit;
    return row(standing, worth.get(slug) ?? 0, begun.has(slug));
  });
  const set = table([HEADING, ...rows, sum(all, worth)]);
  const lines = set.map((line, i) => {
    const standing = all[i - 1];
    return standing ? painted(line, standing, io.paint) : io.paint.strong(line);
  });
  const [changed] = all.filter(({ unit }) => begun.has(unit.slug));
  const changes = changed
    ? `\nWhat changed in a new stub: npm run upgrade -- --changes ${changed.unit.number}`
    : '';
  return { rows: lines.slice(0, -1), sum: lines.at(-1) ?? '', changes };
}

/** Of the units that are at work, the stubs that have changed since. */
function stubsBegunFrom(all: readonly Standing[], root: string): Map<string, BegunFrom> {
  const record = readRecord(root);
  return new Map(
    all.flatMap(({ unit: { slug } }) => {
      const begun = stubBegunFrom(root, slug, record);
      return begun ? [[slug, begun] as const] : [];
    }),
  );
}

function row(standing: Standing, worth: number, newStub: boolean): Row {
  const { unit, progress } = standing;
  const last = progress?.last;
  return {
    name: unit.slug,
    state: stateOf(standing, newStub),
    points: last ? `${last.score} of ${last.max_score}` : `${worth}`,
    needs: unit.needs.map((slug) => slug.slice(0, 2)).join(' '),
    minutes: `${unit.minutes}`,
  };
}

/** The state in words, and what became of the file, or of the stub it was begun from, since it was graded. */
function stateOf({ state, exercise }: Standing, newStub: boolean): string {
  if (state === 'not-started') return newStub ? 'edited, new stub' : NOT_GRADED[exercise];
  const since = newStub ? 'new stub' : SINCE[exercise];
  if (state === 'failing-again') return since ? `fails now, ${since}` : 'passed once, fails now';
  return since ? `${state}, ${since}` : state;
}

const NOT_GRADED: Record<Standing['exercise'], string> = {
  missing: 'no file',
  stub: 'not started',
  ungraded: 'edited, not graded yet',
  edited: 'edited, not graded yet',
  graded: 'not started',
};
const SINCE: Record<Standing['exercise'], string> = {
  missing: 'no file now',
  stub: 'the stub now',
  ungraded: 'edited since',
  edited: 'edited since',
  graded: '',
};

function sum(all: readonly Standing[], worth: ReadonlyMap<string, number>): Row {
  const passed = all.filter(({ state }) => state === 'passed').length;
  const got = total(all.map(({ progress }) => progress?.last?.score ?? 0));
  const most = total(
    all.map(({ unit, progress }) => progress?.last?.max_score ?? worth.get(unit.slug) ?? 0),
  );
  return {
    name: `${all.length} units`,
    state: `${passed} passed`,
    points: `${got} of ${most}`,
    needs: '',
    minutes: `${total(all.map(({ unit }) => unit.minutes))}`,
  };
}

function table(rows: readonly Row[]): string[] {
  const wide = (key: keyof Row) => Math.max(...rows.map((one) => one[key].length));
  return rows.map(({ name, state, points, needs, minutes }) =>
    [
      name.padEnd(wide('name')),
      state.padEnd(wide('state')),
      points.padStart(wide('points')),
      needs.padEnd(wide('needs')),
      minutes.padStart(wide('minutes')),
    ]
      .join('  ')
      .trimEnd(),
  );
}

function painted(line: string, { state, exercise }: Standing, paint: Paint): string {
  if (state === 'passed') return paint.good(line);
  if (state === 'failing-again') return paint.bad(line);
  return state === 'not-started' && exercise === 'stub' ? paint.faint(line) : line;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
