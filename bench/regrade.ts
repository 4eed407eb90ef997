import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileGrader, root } from '../grader/compile.mjs';
import type * as DeskModule from '../grader/engine/desk.ts';
import type * as GradeUnitsModule from '../grader/engine/grade-units.ts';
import type * as LoadUnitModule from '../grader/engine/load-unit.ts';
import type * as PlayUnitModule from '../grader/engine/play-unit.ts';
import { median, ratio } from './measure.ts';

const ROUNDS = 9;

type Engine = typeof DeskModule &
  typeof GradeUnitsModule &
  typeof LoadUnitModule &
  typeof PlayUnitModule;

/** The compiled engine: vitest's runner shares its state with it, so it has to be the same copy. */
async function loadEngine(): Promise<{ engine: Engine; build: string }> {
  const build = await compileGrader();
  process.env.WORKBOOK_ROOT = root;
  process.env.WORKBOOK_BUILD = build;
  const names = ['desk', 'grade-units', 'load-unit', 'play-unit'];
  const modules = names.map(
    (name) => import(pathToFileURL(path.join(build, 'engine', `${name}.js`)).href),
  );
  return { engine: Object.assign({}, ...(await Promise.all(modules))), build };
}

/**
 * Grading a unit once more inside a running process, as a watcher does: as a ratio to a bare start of
 * node, and what it takes beyond the playing of the checks, which may have to wait.
 */
export async function benchRegrade(slugs: readonly string[]): Promise<void> {
  const { engine, build } = await loadEngine();
  const { Desk, gradeUnits, checksFile, loadUnit, UnitPlay } = engine;
  const rows: string[] = [];
  for (const slug of slugs) {
    const file = path.join(root, 'solutions', `${slug}.ts`);
    const unit = await loadUnit(checksFile(build, slug));
    const regrade = async () => {
      const job = { slug, desk: new Desk(file, root, []), only: undefined };
      const [graded] = await gradeUnits([job], { build, seed: 1, onCheck() {} });
      const passed = graded?.checks.length === unit.checks.length;
      if (!passed || graded.fault)
        throw new Error(`${slug}: ${graded?.fault ?? 'checks are missing'}`);
    };
    const play = async () => {
      const desk = new Desk(file, root, []);
      for await (const _ of new UnitPlay(unit, desk, 1).playAll(unit.checks));
      await desk.close();
    };
    const start = () => spawnSync(process.execPath, ['-e', '0']);
    const times = await inTurns([regrade, play, start]);
    const [again = 0, alone = 0, bare = 1] = times;
    rows.push(
      `grade again ${slug.padEnd(28)} ${ratio(again, bare)}   ${Math.round(again - alone)} ms beyond its checks`,
    );
  }
  console.log('inside a running process, as ratios to a bare start of node');
  for (const row of rows) console.log(row);
}

async function inTurns(candidates: (() => unknown)[]): Promise<number[]> {
  const times = candidates.map((): number[] => []);
  for (let round = -1; round < ROUNDS; round++) {
    for (const [i, candidate] of candidates.entries()) {
      const began = performance.now();
      await candidate();
      if (round >= 0) times[i]?.push(performance.now() - began); // the first one warms up
    }
  }
  return times.map(median);
}
