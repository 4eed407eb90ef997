import fs from 'node:fs';
import type { Results } from './results.ts';

/** Writes results.json whole or not at all: a reader never sees half of it. */
export function writeResults(file: string, results: Results): void {
  const fresh = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(fresh, `${JSON.stringify(results, null, 2)}\n`);
  fs.renameSync(fresh, file);
}
