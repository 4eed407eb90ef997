import fs from 'node:fs';
import path from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Io, UsageError } from './io.ts';

/** Reads the words behind a command's name. Throws UsageError for an option that it has not. */
export function readWords<T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  words: string[],
  options: T,
) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true });
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replace(/\. To specify.*/s, '') : String(error);
    throw new UsageError(`${reason}. npm run ${command} -- --help lists the options.`);
  }
}

/** The folder that --from names, or the learner's own. Throws UsageError where there is none. */
export function exercisesFolder(from: string | undefined, io: Io): string {
  const folder = from === undefined ? path.join(io.root, 'exercises') : path.resolve(io.cwd, from);
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new UsageError(`--from ${from}: there is no folder ${folder}`);
}
