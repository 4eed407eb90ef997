import fs from 'node:fs';
import { readCatalogue } from '../course/catalogue.ts';
import { lintUnit } from '../course/lint-course.ts';
import { checksFile, loadUnit } from '../engine/load-unit.ts';
import type { Unit } from '../vocabulary/unit.ts';
import { EXIT, type Io } from './io.ts';

/** Looks for what is missing in the course itself, and tells file, cause and cure. */
export async function checkCourse(_words: string[], io: Io): Promise<number> {
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
