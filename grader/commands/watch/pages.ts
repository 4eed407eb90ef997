import type { CourseUnit } from '../../course/catalogue.ts';
import { findHeading } from '../../course/lesson.ts';
import { section, WIDTH, wrap } from '../../feedback/layout.ts';
import type { CheckResult, UnitResult } from '../../report/results.ts';
import { renderUnit } from '../../report/terminal.ts';
import type { Io } from '../io.ts';
import { worthALook } from '../worth-a-look.ts';

/** What came of the last save, and when. */
export interface Verdict {
  result: UnitResult;
  seed: number;
  clock: string;
  seconds: string;
  /** What went wrong beside it and stops nothing. */
  notes: string[];
}

/** The line of keys. It fits into 80 columns. */
export function keys(passed: boolean): string {
  const rest = 'p previous  u units  r replay  q quit';
  return passed
    ? `n next  s solution  e exchange  l lesson  ${rest}`
    : `h hint  e exchange  l lesson  n next  ${rest}`;
}

export function clock(): string {
  return new Date().toTimeString().slice(0, 8);
}

/** A unit that is still as it ships, or has no file. */
export function idlePage({ slug, number }: CourseUnit, missing: boolean, io: Io): string {
  const state = missing ? 'no file' : 'not started';
  const lines = missing
    ? [`There is no exercises/${slug}.ts. npm run reset -- ${number} brings the stub back.`]
    : [`Read lessons/${slug}.md, then write exercises/${slug}.ts.`, 'Each save of it is graded.'];
  const head = slug + state.padStart(WIDTH - slug.length);
  const told = lines.flatMap((line) => wrap(line, WIDTH - 2)).map((line) => `  ${line}`);
  return [io.paint.strong(head), '', ...told, ''].join('\n');
}

/** The verdict: the first failure whole, or what a pass teaches and where to go on. */
export function verdictPage(
  verdict: Verdict,
  place: { unit: CourseUnit; after: CourseUnit | undefined; hasKeys: boolean },
  io: Io,
): string {
  const { result, seed, seconds } = verdict;
  const passed = result.status === 'pass';
  const told = renderUnit(result, io.paint, true);
  const lesson = passed ? `\n${worthALook(place.unit, io.root)}` : '';
  const graded = `Graded ${verdict.clock} in ${seconds} s, seed ${seed}: exercises/${result.id}.ts`;
  const on = passed ? [io.paint.good(onward(place))] : [];
  return [`${told}\n${lesson}`, ...on, io.paint.faint(graded), ...verdict.notes, ''].join('\n');
}

function onward({ after, hasKeys }: Parameters<typeof verdictPage>[1]): string {
  if (!after) return 'It passes, and is the last unit.';
  const command = `npm run watch -- ${after.number}`;
  return `It passes. Next: ${after.slug}, ${hasKeys ? 'with n' : command}.`;
}

/** The check that a person asks about: the first that failed, else the last with an exchange. */
export function checkInQuestion(result: UnitResult | undefined): CheckResult | undefined {
  const checks = result?.checks ?? [];
  const played = checks.filter(({ status }) => status === 'pass' || status === 'fail');
  const failed = played.find(({ status }) => status === 'fail');
  return failed ?? played.findLast(({ exchange }) => exchange.events.length > 0) ?? played.at(-1);
}

/** Where to read: the heading that fits the failure, or the whole lesson. */
export function lessonPlace(
  { slug }: CourseUnit,
  result: UnitResult | undefined,
  root: string,
): { where: string; file: string; heading?: { line: number; text: string } } {
  const file = `lessons/${slug}.md`;
  const failed = result?.checks.find(({ status }) => status === 'fail');
  const where = failed?.lesson ?? file;
  const [, anchor] = where.split('#');
  const heading = anchor === undefined ? undefined : findHeading(root, slug, anchor);
  return heading ? { where, file: `${file}:${heading.line}`, heading } : { where, file };
}

export function lessonAside({ where, heading }: ReturnType<typeof lessonPlace>): string {
  const line = heading ? [`line ${heading.line}: ${heading.text.replace(/^#+ /, '')}`] : [];
  return `${section('Lesson', [where, ...line, 'l again opens it']).join('\n')}\n`;
}
