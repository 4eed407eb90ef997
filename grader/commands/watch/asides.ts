import type { CourseUnit } from '../../course/catalogue.ts';
import { readProgress } from '../../course/progress-file.ts';
import { type Standing, standings } from '../../course/standing.ts';
import { wholeExchange } from '../../feedback/exchange.ts';
import type { UnitResult } from '../../report/results.ts';
import { showHint } from '../hint.ts';
import type { Io } from '../io.ts';
import { unitsTable } from '../list.ts';
import { solution } from '../solution.ts';
import { checkInQuestion } from './pages.ts';

/** What a command says, as text: what it warns of as well. */
async function said(io: Io, run: (io: Io) => Promise<unknown>): Promise<string> {
  const parts: string[] = [];
  const print = (text: string) => void parts.push(text);
  const warn = (line: string) => void parts.push(`${line}\n`);
  await run({ ...io, print, warn, live() {}, confirm: async () => undefined });
  return parts.join('');
}

export async function hintText(unit: CourseUnit, io: Io): Promise<string> {
  const standing = standingOf(unit, io);
  return standing ? said(io, (quiet) => showHint(standing, quiet, 'h again')) : '';
}

/** As `list` shows them, without its blank lines: with the keys below they fit into 24 rows. */
export async function unitsText(io: Io): Promise<string> {
  const { rows, sum } = await unitsTable(io);
  return `${[...rows, sum].join('\n')}\n`;
}

/** The solution, where the unit has passed at some time. */
export async function solutionText(unit: CourseUnit, io: Io): Promise<string> {
  const state = standingOf(unit, io)?.state;
  if (state === 'passed' || state === 'failing-again')
    return said(io, (quiet) => solution([unit.number], quiet));
  return `s compares with the solution once ${unit.number} passes. Who has to see it now: npm run solution -- ${unit.number}\n`;
}

export function exchangeText(result: UnitResult | undefined): string {
  const check = checkInQuestion(result);
  if (!check) return 'Nothing has been played yet: save the exercise first.\n';
  return `${wholeExchange(check).join('\n')}\n`;
}

function standingOf(unit: CourseUnit, io: Io): Standing | undefined {
  return standings(io.root, [unit], readProgress(io.root, io.warn))[0];
}
