import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type CourseUnit, readCatalogue } from '../course/catalogue.ts';
import { findUnits } from '../course/find-unit.ts';
import { findSubmission, isUnchangedStub } from '../course/submission-file.ts';
import { typeAdvice } from '../course/type-advice.ts';
import { readRecord, stubBegunFrom } from '../course/upgrade/record.ts';
import { Desk } from '../engine/desk.ts';
import { gradeUnits } from '../engine/grade-units.ts';
import { checksFile, loadUnit, pointsOf } from '../engine/load-unit.ts';
import { Tape } from '../loopback/tape.ts';
import { assemble, unitResult } from '../report/assemble.ts';
import { pcapng } from '../report/pcap/pcapng.ts';
import type { Results, UnitResult } from '../report/results.ts';
import { renderResults } from '../report/terminal.ts';
import { writeResults } from '../report/write-results.ts';
import { gradeInspected } from './inspect/grade-inspected.ts';
import { readInspect, withPort } from './inspect/port.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { fingerprints, keepChecks, keepGrades } from './keep-grades.ts';
import { unknownCheck } from './unknown-check.ts';
import { exercisesFolder, readWords } from './words.ts';
import { worthALook } from './worth-a-look.ts';

export const GRADE_HELP = `npm run grade -- [unit …] [options]

  Grades your exercises and explains what it saw. Without a unit: all of them.
  A unit is a number (7), a part of its name (echo) or a file
  (exercises/07-echo-server.ts).

  --from DIR     grade the files in DIR (solutions, or somebody's folder)
  --check ID     play one check only
  --seed N       play with the values and faults of an earlier grading
  --json FILE    write the results as JSON too
  --pcap FILE    write what crossed the grader's sockets for Wireshark (pcapng)
  --no-types     do not ask TypeScript (its complaints are advice, and take a
                 second each)
  --inspect      play one check with a debugger on port 9229, without --check
                 the one that failed last; --inspect=PORT on another port
  --help         this text

  Exit status: 0 all pass, 1 some do not, 2 wrong usage, 3 a fault of the
  grader.
`;

const text = { type: 'string' } as const;
const OPTIONS = {
  from: text,
  check: text,
  seed: text,
  json: text,
  pcap: text,
  'no-types': { type: 'boolean' },
  inspect: text,
  help: { type: 'boolean', short: 'h' },
} as const;

interface Plan {
  units: CourseUnit[];
  folder: string;
  from: string | undefined;
  check: string | undefined;
  seed: number;
  /** Whether the seed was asked for, and not drawn. */
  replays: boolean;
  json: string | undefined;
  pcap: string | undefined;
  types: boolean;
  /** The port of a debugger. */
  inspect: number | undefined;
}

/** Grades the units that the words name, prints the report, and gives the exit status. */
export async function grade(words: string[], io: Io): Promise<number> {
  const plan = readPlan(words, io);
  if (plan === 'help') {
    io.print(GRADE_HELP);
    return EXIT.pass;
  }
  const { inspect } = plan;
  if (inspect !== undefined) return gradeInspected({ ...plan, port: inspect }, io);
  const began = performance.now();
  const own = plan.from === undefined && plan.check === undefined;
  const exercises = own ? fingerprints(plan.units, plan.folder) : new Map<string, string>();
  const results = await gradePlan(plan, io, began);
  io.live('');
  io.print(renderResults(results, io.paint, advice(results, plan), plan.check === undefined));
  if (plan.json) writeResults(plan.json, results);
  if (own) {
    keepGrades(results, exercises, io);
    io.print(changedStubs(results, io.root));
  } else if (plan.from === undefined) keepChecks(results, io);
  const [only, ...others] = plan.units;
  if (own && only && others.length === 0 && results.status === 'pass')
    io.print(worthALook(only, io.root));
  return { pass: EXIT.pass, fail: EXIT.fail, error: EXIT.fault }[results.status];
}

/** A line for each unit that fails, and whose stub has changed since the learner began it. */
function changedStubs({ units }: Results, root: string): string {
  const record = readRecord(root);
  return units
    .filter(({ id, status }) => status === 'fail' && stubBegunFrom(root, id, record))
    .map(({ id }) => id.slice(0, 2))
    .map((number) => `The stub of ${number} has changed: npm run upgrade -- --changes ${number}\n`)
    .join('');
}

function readPlan(words: string[], io: Io): Plan | 'help' {
  const { values, positionals } = readWords('grade', withPort(words), OPTIONS);
  if (values.help) return 'help';
  const found = findUnits(positionals, readCatalogue(io.root));
  if (!found.ok) throw new UsageError(found.problem);
  const folder = exercisesFolder(values.from, io);
  const inspect = readInspect(values.inspect);
  if (inspect !== undefined && (values.json ?? values.pcap) !== undefined)
    throw new UsageError('--inspect keeps nothing: leave out --json and --pcap.');
  const json = values.json === undefined ? undefined : path.resolve(io.cwd, values.json);
  const pcap = values.pcap === undefined ? undefined : path.resolve(io.cwd, values.pcap);
  if (json !== undefined) mustBeWritable(json, `--json ${values.json}`);
  if (pcap !== undefined) mustBeWritable(pcap, `--pcap ${values.pcap}`);
  return {
    units: found.units,
    folder,
    from: values.from,
    check: values.check,
    seed: readSeed(values.seed),
    replays: values.seed !== undefined,
    json,
    pcap,
    types: values['no-types'] !== true,
    inspect,
  };
}

function readSeed(text: string | undefined): number {
  if (text === undefined) return randomInt(1, 10_000);
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--seed takes a whole number of at most nine digits, not "${text}"`);
}

function mustBeWritable(file: string, said: string): void {
  const folder = path.dirname(file);
  try {
    if (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory())
      throw new Error('it is a folder');
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `${said} cannot be written: ${error instanceof Error ? error.message : error}`,
    );
  }
}

async function gradePlan(plan: Plan, io: Io, began: number): Promise<Results> {
  const done = new Map<string, UnitResult>();
  const idle: { unit: CourseUnit; message: string }[] = [];
  const jobs: { slug: string; desk: Desk; only: string | undefined; advice: Promise<string[]> }[] =
    [];
  for (const unit of plan.units) {
    const { slug } = unit;
    const submission = findSubmission(plan.folder, slug);
    if (!submission) {
      idle.push({ unit, message: `There is no ${slug}.ts in ${plan.folder}.` });
    } else if (!unit.startsWithAMistake && isUnchangedStub(submission.file, io.root, slug)) {
      idle.push({ unit, message: '' });
    } else {
      const { file, root } = submission;
      const desk = new Desk(file, plan.from === undefined ? root : plan.folder, unit.allows);
      const advice = plan.types ? typeAdvice(file, io.root, io.build) : Promise.resolve([]);
      jobs.push({ slug, desk, only: plan.check, advice });
    }
  }
  let played = 0;
  const tape = plan.pcap === undefined ? undefined : new Tape();
  io.live(`grading ${jobs.map(({ slug }) => slug).join(', ')} …`);
  const graded = await gradeUnits(jobs, {
    build: io.build,
    seed: plan.seed,
    tape,
    onCheck: (slug, check) => io.live(`${slug}: ${check.title} (${++played})`),
  });
  if (plan.pcap !== undefined && tape) fs.writeFileSync(plan.pcap, pcapng(tape.packets));
  for (const [i, one] of graded.entries()) {
    const unit = plan.units.find(({ slug }) => slug === one.slug);
    if (unit)
      done.set(one.slug, unitResult(unit, { graded: one, advice: (await jobs[i]?.advice) ?? [] }));
  }
  const points = await pointsOf(
    io.build,
    idle.map(({ unit }) => unit.slug),
  );
  for (const { unit, message } of idle) {
    const worth = points.get(unit.slug) ?? 0;
    done.set(unit.slug, unitResult(unit, { status: 'not-started', message, worth }));
  }
  if (plan.check !== undefined) await mustHavePlayed(plan.check, [...done.values()], io);
  const all = plan.units.flatMap(({ slug }) => done.get(slug) ?? []);
  // Asked for one check, a unit that has none of that name has nothing to say.
  const units = plan.check === undefined ? all : all.filter(({ checks }) => checks.length > 0);
  return assemble(units, { seed: plan.seed, durationMs: Math.round(performance.now() - began) });
}

/** Throws where none of the units has the check, and names the check that is spelt most like it. */
async function mustHavePlayed(check: string, units: readonly UnitResult[], io: Io): Promise<void> {
  const graded = units.filter(({ status }) => status !== 'not-started');
  if (
    graded.length === 0 ||
    graded.some(({ checks, status }) => checks.length > 0 || status === 'error')
  )
    return;
  const loaded = await Promise.all(graded.map(({ id }) => loadUnit(checksFile(io.build, id))));
  const ids = loaded.flatMap(({ checks }) => checks.map(({ id }) => id));
  throw unknownCheck(
    check,
    ids,
    graded.map(({ id }) => id),
  );
}

/** What to do now, in one sentence. */
function advice(results: Results, plan: Plan): string {
  if (results.status === 'error') return '';
  if (plan.check !== undefined) {
    const numbers = results.units.map(({ id }) => id.slice(0, 2)).join(' ');
    return `Only the check ${plan.check} was played. The whole unit: npm run grade -- ${numbers}`;
  }
  const failing = results.units.find(({ status }) => status === 'fail');
  if (failing) {
    const folder = plan.from ?? '.';
    const inside =
      plan.from === undefined || !fs.existsSync(path.join(plan.folder, `${failing.id}.ts`));
    return `Next: mend ${path.posix.join(folder, inside ? 'exercises' : '', failing.id)}.ts.`;
  }
  const idle = results.units.find(({ status }) => status === 'not-started');
  if (idle && plan.from === undefined)
    return `Next: read lessons/${idle.id}.md, then write exercises/${idle.id}.ts.`;
  return '';
}
