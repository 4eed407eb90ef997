import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { compileGrader, root } from '../../grader/compile.mjs';
import { EQUIVALENT } from './equivalent.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

/**
 * Changes each solution in every small way, and grades what comes of it: npm run mutate -- 07-echo-server.
 * A mutant that passes is either equivalent, with its reason in equivalent.ts, or a check is missing.
 */
process.env.WORKBOOK_ROOT = root;
process.env.WORKBOOK_BUILD = await compileGrader();
const { loadUnit, playUntilFailure, slugs } = await import('../helpers/course.ts');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { least: { type: 'string', default: '95' } },
});
const chosen = slugs().filter(
  (slug) => positionals.length === 0 || positionals.some((word) => slug.startsWith(word)),
);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-mutants-'));
const turn = pLimit(os.availableParallelism());
let worst = 100;

for (const slug of chosen) {
  const unit = await loadUnit(slug);
  const code = fs.readFileSync(path.join(root, 'solutions', `${slug}.ts`), 'utf8');
  const mutants = mutantsOf(code);
  const reasons = EQUIVALENT[slug] ?? {};

  const survives = async (mutant: Mutant, i: number): Promise<boolean> => {
    const file = path.join(scratch, `${slug}-${i}.ts`);
    fs.writeFileSync(file, mutant.code);
    return (await playUntilFailure(unit, file, 1)) === undefined;
  };
  const passed = await Promise.all(mutants.map((mutant, i) => turn(() => survives(mutant, i))));
  const survivors = mutants.filter((_, i) => passed[i]);
  const lines = code.split('\n');
  const keyed = survivors.map((mutant) => ({
    ...mutant,
    key: `${(lines[mutant.line - 1] ?? '').trim()} | ${mutant.change}`,
  }));
  const missed = keyed.filter(({ key }) => reasons[key] === undefined);
  const different = mutants.length - (survivors.length - missed.length);
  const rate = different === 0 ? 100 : (100 * (different - missed.length)) / different;
  worst = Math.min(worst, rate);
  console.log(
    `${slug.padEnd(28)} ${mutants.length} mutants, ${survivors.length - missed.length} equivalent, ${missed.length} survive: ${rate.toFixed(1)} % of those that differ are caught`,
  );
  for (const { line, key } of missed) console.log(`  solutions/${slug}.ts:${line}  ${key}`);
  for (const key of Object.keys(reasons))
    if (!keyed.some((found) => found.key === key))
      console.log(`  equivalent.ts lists what does not survive: ${key}`);
}
fs.rmSync(scratch, { recursive: true, force: true });
process.exit(worst >= Number(values.least) ? 0 : 1);
