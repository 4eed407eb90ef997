import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { compileGrader, root } from '../../grader/compile.mjs';
import { EQUIVALENT } from './equivalent.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

/**
 * Changes each solution in every small way, and grades what comes of it: npm run mutate -- 07-echo-server.
 * A mutant that passes is either equivalent, with its reason in equivalent.ts, or a check is missing.
 * Each is graded in a process of its own: one that floods the grader, or never comes to an end, holds
 * nothing up. After the deadline that process is ended, and the mutant counts as caught. Most of the
 * time is spent waiting for what does not come: `-- --at-once 4 17` is quicker than one for each core.
 */
const DEADLINE_MS = 120_000;
process.env.WORKBOOK_ROOT = root;
process.env.WORKBOOK_BUILD = await compileGrader();
const { slugs } = await import('../helpers/course.ts');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    least: { type: 'string', default: '95' },
    'at-once': { type: 'string', default: String(os.availableParallelism()) },
  },
});
const chosen = slugs().filter(
  (slug) => positionals.length === 0 || positionals.some((word) => slug.startsWith(word)),
);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-mutants-'));
const turn = pLimit(Number(values['at-once']));
let worst = 100;

for (const slug of chosen) {
  const code = fs.readFileSync(path.join(root, 'solutions', `${slug}.ts`), 'utf8');
  const mutants = mutantsOf(code);
  const reasons = EQUIVALENT[slug] ?? {};
  const lines = code.split('\n');

  const verdictOn = (mutant: Mutant, i: number): Promise<string> => {
    const file = path.join(scratch, `${slug}-${i}.ts`);
    fs.writeFileSync(file, mutant.code);
    return grade(slug, file);
  };
  const verdicts = await Promise.all(mutants.map((mutant, i) => turn(() => verdictOn(mutant, i))));
  const keyed = mutants.map(({ line, change }, i) => {
    const text = (lines[line - 1] ?? '').trim();
    const nth = lines.slice(0, line).filter((other) => other.trim() === text).length;
    const key = `${text} | ${change}`;
    return { line, keys: [key, `${key} (${nth})`], verdict: verdicts[i] ?? '' };
  });
  const open = keyed.filter(({ verdict }) => verdict.startsWith('no verdict'));
  const survivors = keyed.filter(({ verdict }) => verdict === 'passes');
  const missed = survivors.filter(({ keys }) => !keys.some((key) => key in reasons));
  const different = mutants.length - (survivors.length - missed.length);
  const rate = different === 0 ? 100 : (100 * (different - missed.length)) / different;
  worst = Math.min(worst, rate);
  console.log(
    `${slug.padEnd(28)} ${mutants.length} mutants, ${survivors.length - missed.length} equivalent, ${missed.length} survive: ${rate.toFixed(1)} % of those that differ are caught${open.length > 0 ? ` (${open.length} without a verdict)` : ''}`,
  );
  for (const { line, keys } of missed) console.log(`  solutions/${slug}.ts:${line}  ${keys[0]}`);
  for (const { line, keys, verdict } of open)
    console.log(`  ${verdict}: solutions/${slug}.ts:${line}  ${keys[0]}`);
  for (const key of Object.keys(reasons))
    if (!survivors.some(({ keys }) => keys.includes(key)))
      console.log(`  equivalent.ts lists what does not survive: ${key}`);
}
fs.rmSync(scratch, { recursive: true, force: true });
process.exit(worst >= Number(values.least) ? 0 : 1);

/** `passes`, `fails`, or `no verdict …` and why. */
async function grade(slug: string, file: string): Promise<string> {
  const grader = fork(path.join(import.meta.dirname, 'one.ts'), [slug, file]);
  const ended = new AbortController();
  const { signal } = ended;
  try {
    return await Promise.race([
      once(grader, 'message', { signal }).then(([verdict]) => String(verdict)),
      once(grader, 'exit', { signal }).then(([code]) => `no verdict (the grader ended: ${code})`),
      wait(DEADLINE_MS, `no verdict in ${DEADLINE_MS / 1000} s`, { signal }),
    ]);
  } finally {
    ended.abort();
    grader.kill('SIGKILL');
  }
}
