import { type CourseUnit, readCatalogue } from '../../course/catalogue.ts';
import { findUnits } from '../../course/find-unit.ts';
import { findSubmission } from '../../course/submission-file.ts';
import { type Exports, loadPrograms } from '../../engine/by-hand.ts';
import { didYouMean } from '../../nearest.ts';
import type { Program, Programs } from '../../vocabulary/programs.ts';
import { readInspect, withPort } from '../inspect/port.ts';
import { type Io, UsageError } from '../io.ts';
import { exercisesFolder, readWords } from '../words.ts';

const OPTIONS = {
  port: { type: 'string' },
  from: { type: 'string' },
  inspect: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What was asked for: which program of which unit, and where the exercise is. */
export interface Plan {
  unit: CourseUnit;
  name: string;
  program: Program<Exports>;
  programs: Programs<Exports>;
  words: string[];
  port: number | undefined;
  /** The port of a debugger. */
  inspect: number | undefined;
  file: string;
  root: string;
}

/** Reads the words behind `try`. Throws UsageError for those that name no program. */
export async function readPlan(words: string[], io: Io): Promise<Plan | 'help'> {
  const { values, positionals } = readTyped(withPort(words));
  if (values.help) return 'help';
  const [unitWord, ...rest] = positionals;
  if (unitWord === undefined)
    throw new UsageError('Which unit? npm run try -- 07 runs the server of unit 07.');
  const found = findUnits([unitWord], readCatalogue(io.root));
  if (!found.ok) throw new UsageError(found.problem);
  const [unit] = found.units;
  if (!unit) throw new UsageError(`No unit is called "${unitWord}".`);
  const programs = await loadPrograms(io.build, unit.slug);
  if (!programs)
    throw new UsageError(`${unit.slug} has no program to run by hand: its functions are graded.`);
  const [name = Object.keys(programs)[0] ?? '', ...more] = rest;
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (!program) {
    const width = Math.max(9, ...Object.keys(programs).map(({ length }) => length));
    const list = Object.entries(programs).map(
      ([other, { about }]) => `  ${other.padEnd(width)} ${about}`,
    );
    const meant = didYouMean(name, Object.keys(programs));
    const lacks = [`${unit.slug} has no program "${name}".`, meant, 'It has:'];
    throw new UsageError(`${lacks.filter(Boolean).join(' ')}\n${list.join('\n')}`);
  }
  if ('answer' in program && values.port !== undefined) {
    throw new UsageError(
      `${unit.slug}, ${name}, has nothing on the wire: it takes words, and no --port.`,
    );
  }
  const folder = exercisesFolder(values.from, io);
  const submission = findSubmission(folder, unit.slug);
  if (!submission) throw new UsageError(`There is no ${unit.slug}.ts in ${folder}.`);
  const [port, inspect] = [readPort(values.port), readInspect(values.inspect)];
  return { unit, name, program, programs, words: more, port, inspect, ...submission };
}

/** A word such as -5 is a number for a program to take, and none of our options. */
function readTyped(words: string[]) {
  const shield = (word: string) => (/^-[\d.I]/.test(word) ? `\0${word}` : word);
  const { values, positionals } = readWords('try', words.map(shield), OPTIONS);
  return { values, positionals: positionals.map((word) => word.replace(/^\0/, '')) };
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--port takes a number from 1 to 65535, not "${text.replace('\0', '')}"`);
}
