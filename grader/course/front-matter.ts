import { parse } from 'yaml';
import { ALLOWANCES, type Allowance } from '../submission/launch.ts';

/** What a lesson says of its unit, and nothing else repeats. */
export interface FrontMatter {
  title: string;
  /** How long the unit takes somebody new to it. */
  minutes: number;
  /** Slugs of the units to do before. */
  needs: string[];
  goals: string[];
  /** The exercise ships nearly right, so its unchanged file is graded too. */
  startsWithAMistake: boolean;
  /** What a submission may do here that is kept from all others. */
  allows: Allowance[];
}

/** Reads the front matter of a lesson. Throws an Error that names the file and what is wrong with it. */
export function readFrontMatter(text: string, file: string): FrontMatter {
  const [, yaml] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(text) ?? [];
  if (yaml === undefined)
    throw new Error(`${file} does not begin with front matter between two lines of ---`);
  const found: unknown = parse(yaml);
  if (typeof found !== 'object' || found === null)
    throw new Error(`${file}: the front matter holds no fields`);
  const field = (name: string): unknown => Reflect.get(found, name);
  const title = field('title');
  const minutes = field('minutes');
  if (typeof title !== 'string') throw new Error(`${file}: the front matter has no title`);
  if (typeof minutes !== 'number')
    throw new Error(`${file}: the front matter has no minutes (a number)`);
  return {
    title,
    minutes,
    needs: strings(field('needs') ?? [], `${file}: needs`),
    goals: strings(field('goals') ?? [], `${file}: goals`),
    startsWithAMistake: field('starts') === 'with-a-mistake',
    allows: strings(field('allows') ?? [], `${file}: allows`).map((name) => allowance(name, file)),
  };
}

function strings(value: unknown, what: string): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new Error(`${what} has to be a list of texts`);
}

function allowance(name: string, file: string): Allowance {
  const found = ALLOWANCES.find((known) => known === name);
  if (found) return found;
  throw new Error(`${file}: allows may name ${ALLOWANCES.join(', ')}, not ${name}`);
}
