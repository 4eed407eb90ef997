import fs from 'node:fs';
import path from 'node:path';
import {
  type BranchMove,
  hashOf,
  STAGED,
  type StagedStep,
  TODO,
  type Todo,
} from '../../finish-upgrade.mjs';
import type { Plan, Step } from './plan.ts';
import { Refused } from './workbook.ts';

/** What is left of one that was killed before it had staged everything. */
const UNFINISHED = /^\.upgrade\.\d+$/;

/**
 * Writes all that an upgrade needs beside the workbook's files, and touches none of them. A rename is the
 * last that it does: before it nothing has happened, after it finishUpgrade() has all that it needs.
 */
export function stageUpgrade(plan: Plan, git?: BranchMove): void {
  const { root, from, to, kept } = plan;
  if (fs.existsSync(path.join(root, STAGED, TODO)))
    throw new Refused('Another upgrade is under way in this folder. Nothing was changed.');
  const fresh = path.join(root, `${STAGED}.${process.pid}`);
  try {
    for (const left of fs.readdirSync(root).filter((name) => UNFINISHED.test(name)))
      fs.rmSync(path.join(root, left), { recursive: true, force: true });
    fs.mkdirSync(fresh);
    const steps = plan.steps.map((step, i) => stageStep(step, root, fresh, `${i}`));
    const todo: Todo = { from, to, kept, steps, ...(git && { git }) };
    fs.writeFileSync(path.join(fresh, TODO), `${JSON.stringify(todo, null, 1)}\n`);
    // What was left by an upgrade that was killed as it tidied up.
    fs.rmSync(path.join(root, STAGED), { recursive: true, force: true });
    fs.renameSync(fresh, path.join(root, STAGED));
  } catch (error) {
    fs.rmSync(fresh, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refused(`The new files could not be written: ${reason}\nNothing was changed.`);
  }
}

function stageStep(
  { path: name, now, keep, own }: Step,
  root: string,
  fresh: string,
  staged: string,
) {
  const step: StagedStep = { path: name, was: hashOf(path.join(root, name)), now: null, keep, own };
  if (now === undefined) return step;
  const target = path.join(fresh, staged);
  if ('text' in now) fs.writeFileSync(target, now.text);
  else if (now.moved) fs.cpSync(now.file, target, { preserveTimestamps: true });
  // Not a copy, which has the old times on Windows: by its times the grader knows that it has to compile.
  else fs.writeFileSync(target, fs.readFileSync(now.file), { mode: fs.statSync(now.file).mode });
  return { ...step, now: staged };
}
