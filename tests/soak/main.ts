import path from 'node:path';
import { parseArgs } from 'node:util';
import { compileGrader, root } from '../../grader/compile.mjs';
import { beginLoad, LOADS } from './loads.ts';

/**
 * Grades the solutions again and again while the machine is busy, and counts false failures:
 * npm run soak -- --gradings 1000. One grading is one unit; they are shared out evenly over the loads.
 */
process.env.WORKBOOK_ROOT = root;
process.env.WORKBOOK_BUILD = await compileGrader();
const { loadUnit, playFile, slugs } = await import('../helpers/course.ts');

const { values } = parseArgs({
  options: {
    gradings: { type: 'string', default: '20' },
    load: { type: 'string', multiple: true, default: LOADS },
  },
});
const units = await Promise.all(slugs().map(loadUnit));
const perLoad = Math.ceil(Number(values.gradings) / values.load.length);
let failures = 0;

for (const load of values.load) {
  const end = beginLoad(load);
  const began = performance.now();
  let failed = 0;
  for (let i = 0; i < perLoad; i++) {
    const unit = units[i % units.length];
    if (!unit) break;
    const seed = 1 + i;
    const results = await playFile(unit, path.join(root, 'solutions', `${unit.slug}.ts`), seed);
    for (const { id, status, message } of results) {
      if (status === 'pass' || status === 'skipped') continue;
      failed++;
      console.log(`${load}: ${unit.slug} ${id} ${status}, seed ${seed}\n${message}`);
    }
  }
  end();
  failures += failed;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${load.padEnd(10)} ${perLoad} gradings, ${failed} false failures, ${seconds} s`);
}
process.exit(failures === 0 ? 0 : 1);
