import fs from 'node:fs';
import path from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { CourseUnit } from '../course/catalogue.ts';
import { findUnits } from '../course/find-unit.ts';
import { didYouMean } from '../nearest.ts';
import { type Io, UsageError } from './io.ts';

/** Reads the words behind a command's name. Throws UsageError for an option that it has not. */
export function readWords<T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  words: string[],
  options: T,
) {
  refuseSwallowed(command, Object.entries(options));
  try {
    return parseArgs({ args: words, options, allowPositionals: true });
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replace(/\. To specify.*/s, '') : String(error);
    throw new UsageError(
      [
        `${reason}.`,
        meant(reason, Object.keys(options)),
        `npm run ${command} -- --help lists the options.`,
      ]
        .filter(Boolean)
        .join(' '),
    );
  }
}

/** Options that npm has itself: it knows them from elsewhere, too. */
const OF_NPM = ['all', 'dry-run', 'help', 'yes'];

/** Without the two dashes npm keeps an option for itself, and tells its scripts by a variable only. */
function refuseSwallowed(command: string, options: [string, { type: string }][]): void {
  const swallowed = options.find(
    ([name]) => !OF_NPM.includes(name) && process.env[`npm_config_${name.replaceAll('-', '_')}`],
  );
  if (!swallowed) return;
  const [name, { type }] = swallowed;
  const value = type === 'string' ? ' …' : '';
  throw new UsageError(
    `npm kept --${name} for itself. Two dashes before it hand it on: npm run ${command} -- … --${name}${value}`,
  );
}

/** The option that an unknown one was most likely meant to be. */
function meant(reason: string, options: readonly string[]): string {
  const [, unknown] = /^Unknown option '--([^']*)'/.exec(reason) ?? [];
  return unknown === undefined ? '' : didYouMean(unknown, options, '--');
}

/** The one unit that the words of a command name; undefined without words. Throws UsageError for others. */
export function oneUnit(
  command: string,
  words: readonly string[],
  catalogue: readonly CourseUnit[],
): CourseUnit | undefined {
  if (words.length === 0) return undefined;
  const found = findUnits(words, catalogue);
  if (!found.ok) throw new UsageError(found.problem);
  const [unit, ...others] = found.units;
  if (unit && others.length === 0) return unit;
  const number = unit?.number ?? '07';
  throw new UsageError(
    `npm run ${command} takes one unit, not ${found.units.length}: npm run ${command} -- ${number}`,
  );
}

/** For a command that takes options only. */
export function noWords(command: string, words: readonly string[]): void {
  if (words.length === 0) return;
  throw new UsageError(`npm run ${command} takes no words, but got "${words.join(' ')}".`);
}

/** The folder that --from names, or the learner's own. Throws UsageError where there is none. */
export function exercisesFolder(from: string | undefined, io: Io): string {
  const folder = from === undefined ? path.join(io.root, 'exercises') : path.resolve(io.cwd, from);
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new UsageError(`--from ${from}: there is no folder ${folder}`);
}
