import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileGrader, root } from '../grader/compile.mjs';
import type * as DeskModule from '../grader/engine/desk.ts';
import type * as LoadUnitModule from '../grader/engine/load-unit.ts';
import type * as PlayUnitModule from '../grader/engine/play-unit.ts';
import { trivialProject } from './grading.ts';
import { compare, ratio } from './measure.ts';

const SLUG = '19-reliable-udp';
const CHECK = 'thousand-networks';
const ROUNDS = 7;

type Engine = typeof DeskModule & typeof LoadUnitModule & typeof PlayUnitModule;

/** Unit 19's thousand networks, with the start of the submission's process, against an empty vitest run. */
export async function benchScenarios(): Promise<void> {
  const build = await compileGrader();
  process.env.WORKBOOK_ROOT = root;
  process.env.WORKBOOK_BUILD = build;
  const names = ['desk', 'load-unit', 'play-unit'];
  const modules = names.map(
    (name) => import(pathToFileURL(path.join(build, 'engine', `${name}.js`)).href),
  );
  const { Desk, checksFile, loadUnit, UnitPlay }: Engine = Object.assign(
    {},
    ...(await Promise.all(modules)),
  );
  const unit = await loadUnit(checksFile(build, SLUG));
  const checks = unit.checks.filter(({ id }) => id === CHECK);
  const file = path.join(root, 'solutions', `${SLUG}.ts`);
  const trivial = trivialProject();
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');

  const times = await compare(
    {
      async scenarios() {
        const desk = new Desk(file, root, []);
        for await (const { status, message } of new UnitPlay(unit, desk, 1).playAll(checks))
          if (status !== 'pass') throw new Error(`${CHECK} ${status}: ${message}`);
        await desk.close();
      },
      vitest() {
        const { status } = spawnSync(process.execPath, [vitest, 'run'], {
          cwd: trivial,
          stdio: 'ignore',
        });
        if (status !== 0) throw new Error(`vitest run ended with ${status}`);
      },
    },
    ROUNDS,
  );
  fs.rmSync(trivial, { recursive: true });
  console.log(
    `1,000 networks against an empty vitest run   ${ratio(times.scenarios, times.vitest)}   (aim: at most 5)`,
  );
}
