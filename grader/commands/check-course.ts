import fs from 'node:fs';
import { readCatalogue } from '../course/catalogue.ts';
import { lintUnit } from '../course/lint-course.ts';
import { checksFile, loadUnit } from '../engine/load-unit.ts';
import type { Unit } from '../vocabulary/unit.ts';
import { EXIT, type Io } from './io.ts';
import { noWords, readWords } from './words.ts';

export const CHECK_COURSE_HELP = `npm run check-course

  Looks for what is missing in the course itself: rooms, headings, hints,
  docstrings. Tells file, cause and cure.

  --help     this text

  Exit status: 0 nothing is missing, 1 something is, 2 wrong usage.
`;

const OPTIONS = { help: { type: 'boolean', short: 'h' } } as const;

/** Looks for what is missing in the course itself, and tells file, cause and cure. */
export async function checkCourse(words: string[], io: Io): Promise<number> {
  const { values, positionals } = readWords('check-course', words, OPTIONS);
  if (values.help) {
    io.print(CHECK_COURSE_HELP);
    return EXIT.pass;
  }
  noWords('check-course', positionals);
  const catalogue = readCatalogue(io.root);
  const findings = (
    await Promise.all(
      catalogue.map(async (unit) => lintUnit(io.root, unit, await loadChecks(io.build, unit.slug))),
    )
  ).flat();
  for (const { file, cause, cure } of findings) {
    io.print(`${file}\n  ${io.paint.bad('✗')} ${cause}\n    ${cure}\n`);
  }
  const summary = `${catalogue.length} units, ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}\n`;
  io.print(findings.length === 0 ? `${io.paint.good('✓')} ${summary}` : `\n${summary}`);
  return findings.length === 0 ? EXIT.pass : EXIT.fail;
}

async function loadChecks(build: string, slug: string): Promise<Unit | undefined> {
  const file = checksFile(build, slug);
  return fs.existsSync(file) ? loadUnit(file) : undefined;
}
