import { columns, paragraph, section, WIDTH, wrap } from '../feedback/layout.ts';
import type { Paint } from './paint.ts';
import type { CheckResult, Results, UnitResult } from './results.ts';

/**
 * The report as a person reads it, in 80 columns. `whole` says whether units were graded as a whole:
 * one check alone does not tell whether a unit passes.
 */
export function renderResults(
  results: Results,
  paint: Paint,
  advice: string,
  whole: boolean,
): string {
  const blocks: string[] = [];
  const units = [...results.units];
  while (units.length > 0) {
    const untouched = units.findIndex(({ status }) => status !== 'not-started');
    const idle = units.splice(0, untouched < 0 ? units.length : untouched);
    if (idle.length > 0) blocks.push(paint.faint(notStarted(idle)));
    const unit = units.shift();
    if (unit) blocks.push(renderUnit(unit, paint));
  }
  return `${[...blocks, whole ? summary(results, advice) : advice].join('\n\n')}\n`;
}

function notStarted(units: readonly UnitResult[]): string {
  const [first] = units;
  const last = units.at(-1);
  const names = units.length === 1 ? first?.id : `${first?.id} … ${last?.id}`;
  const alone = units.length === 1 && first?.message ? `\n  ${first.message}` : '';
  return spread(names ?? '', 'not started') + alone;
}

/** One unit. Where `alone`, the first failure is told and the others are counted. */
export function renderUnit(unit: UnitResult, paint: Paint, alone = false): string {
  const lines = [paint.strong(spread(unit.id, points(unit)))];
  if (unit.status === 'error') return [...lines, '', ...fault(unit, paint)].join('\n');
  if (unit.message)
    lines.push('', `  ${paint.bad('✗')} ${unit.message.split('\n').flatMap(fold).join('\n    ')}`);
  const failed = unit.checks.filter(({ status }) => status === 'fail');
  const [first, ...others] = failed;
  if (first) lines.push('', renderFailure(first, paint));
  if (others.length > 0 && !alone) {
    lines.push('', ...others.map((check) => title(check, paint)));
    lines.push(...wayOn(others).map((line) => paint.faint(`    ${line}`)));
  }
  lines.push(...tail(unit, paint, alone ? others : []));
  return lines.join('\n');
}

/** Code under a caret stays as it is; sentences are wrapped. */
function fold(line: string): string[] {
  return /^\s|│/.test(line) ? [line] : wrap(line, WIDTH - 4);
}

/** What stands below the failures; `untold` are those that were not. */
function tail(unit: UnitResult, paint: Paint, untold: readonly CheckResult[]): string[] {
  const count = (status: CheckResult['status']) =>
    unit.checks.filter((check) => check.status === status).length;
  const [passed, blocked] = [count('pass'), count('blocked')];
  const skipped = unit.checks.filter(({ status }) => status === 'skipped');
  const rows: string[] = [];
  if (untold.length > 0) {
    const more = `${untold.length} more ${untold.length === 1 ? 'check fails' : 'checks fail'}`;
    const ids = untold.map(({ id }) => id).join(', ');
    const [first, ...rest] = wrap(`${more}, told when this one is mended: ${ids}`, WIDTH - 4);
    rows.push(`  ${paint.bad('✗')} ${first}`, ...rest.map((line) => `    ${line}`));
  }
  if (passed > 0)
    rows.push(`  ${paint.good('✓')} ${checks(passed)} ${passed === 1 ? 'passes' : 'pass'}`);
  if (blocked > 0 && !unit.message)
    rows.push(
      `  ${paint.faint('·')} ${checks(blocked)} can be played once ${blocked === 1 ? 'this passes' : 'these pass'}`,
    );
  for (const check of skipped)
    rows.push(`  ${paint.faint('·')} skipped: ${check.title} (${check.message})`);
  for (const line of unit.advice) rows.push(...paragraph('TypeScript', line));
  return rows.length > 0 && (unit.message || unit.checks.some(({ status }) => status === 'fail'))
    ? ['', ...rows]
    : rows;
}

function renderFailure(check: CheckResult, paint: Paint): string {
  const next = [...paragraph('Next', check.next_step), ...place(check.lesson)];
  const printed = check.output
    .trim()
    .split('\n')
    .slice(0, 10)
    .map((line) => (columns(line) > 64 ? `${[...line].slice(0, 62).join('')} …` : line));
  return [
    title(check, paint),
    '',
    ...(check.message ? [check.message, ''] : []),
    ...(check.cause ? paragraph('Cause', check.cause.text) : []),
    ...next,
    ...section('Again', [check.replay]),
    ...(check.output ? ['', ...section('Printed', printed)] : []),
  ].join('\n');
}

/** Where to read, to be copied in one piece: further left where it would not fit. */
function place(lesson: string): string[] {
  const [line = ''] = section('', [lesson]);
  return [columns(line) <= WIDTH ? line : `    ${lesson}`];
}

function title(check: CheckResult, paint: Paint): string {
  const got = points(check);
  const room = WIDTH - 4;
  const [first = '', ...rest] = wrap(check.title, room - columns(got) - 2);
  const lines = [`  ${paint.bad('✗')} ${spread(first, got, room)}`];
  return [...lines, ...rest.map((line) => `    ${line}`)].join('\n');
}

/** How to be told of the failures that stand there by their titles alone. */
function wayOn(others: readonly CheckResult[]): string[] {
  const ids = others.map(({ id }) => id).join(', ');
  return wrap(`Told when the first is mended, or by --check ${ids}`, WIDTH - 4);
}

function fault(unit: UnitResult, paint: Paint): string[] {
  const told = unit.message || unit.checks.find(({ status }) => status === 'error')?.message || '';
  return [
    `  ${paint.bad('!')} ${unit.id} could not be graded: a fault of the grader, not yours`,
    ...told
      .split('\n')
      .slice(0, 12)
      .map((line) => `    ${line}`),
    '    Your points are untouched. Grade again; if it stays, report it with these lines.',
  ];
}

function summary(results: Results, advice: string): string {
  const passed = results.units.filter(({ status }) => status === 'pass').length;
  const total = results.units.length;
  const units = `${passed} of ${total} ${total === 1 ? 'unit passes' : 'units pass'}.`;
  return advice ? `${units} ${advice}` : units;
}

/** Points got, of those there are. */
export function points({ score, max_score }: { score: number; max_score: number }): string {
  return `${score} of ${max_score} ${max_score === 1 ? 'point' : 'points'}`;
}

function checks(count: number): string {
  return count === 1 ? '1 check' : `${count} checks`;
}

/** Two texts at the two ends of a line. */
function spread(left: string, right: string, width = WIDTH): string {
  const gap = Math.max(2, width - columns(left) - columns(right));
  return left + ' '.repeat(gap) + right;
}
