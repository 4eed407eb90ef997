import path from 'node:path';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { compileGrader, root } from '../../grader/compile.mjs';
import { beginLoad, LOADS } from './loads.ts';

/**
 * Grades the solutions again and again while the machine is busy, and counts false failures:
 * npm run soak -- --gradings 1000. One grading is one unit; they are shared out evenly over the loads.
 * Words choose units (npm run soak -- 16 17), and --at-once says how many gradings go on side by side.
 */
process.env.WORKBOOK_ROOT = root;
process.env.WORKBOOK_BUILD = await compileGrader();
const { loadUnit, playFile, slugs } = await import('../helpers/course.ts');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    gradings: { type: 'string', default: '20' },
    'at-once': { type: 'string', default: '1' },
    load: { type: 'string', multiple: true, default: LOADS },
  },
});
const chosen = slugs().filter(
  (slug) => positionals.length === 0 || positionals.some((word) => slug.startsWith(word)),
);
const units = await Promise.all(chosen.map(loadUnit));
const turn = pLimit(Number(values['at-once']));
const perLoad = Math.ceil(Number(values.gradings) / values.load.length);
let failures = 0;

async function countFailures(load: string, i: number): Promise<number> {
  const unit = units[i % units.length];
  if (!unit) throw new Error(`no unit begins with ${positionals.join(' or ')}`);
  const seed = 1 + i;
  const results = await playFile(unit, path.join(root, 'solutions', `${unit.slug}.ts`), seed);
  const failed = results.filter(({ status }) => status !== 'pass' && status !== 'skipped');
  for (const { id, status, message } of failed)
    console.log(`${load}: ${unit.slug} ${id} ${status}, seed ${seed}\n${message}`);
  return failed.length;
}

for (const load of values.load) {
  const end = beginLoad(load);
  const began = performance.now();
  const gradings = Array.from({ length: perLoad }, (_, i) => turn(() => countFailures(load, i)));
  const failed = (await Promise.all(gradings)).reduce((sum, count) => sum + count, 0);
  end();
  failures += failed;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${load.padEnd(10)} ${perLoad} gradings, ${failed} false failures, ${seconds} s`);
}
process.exit(failures === 0 ? 0 : 1);
