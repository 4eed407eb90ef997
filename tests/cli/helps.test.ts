import { expect, test } from 'vitest';
import { CHECK_COURSE_HELP } from '../../grader/commands/check-course.ts';
import { GRADE_HELP } from '../../grader/commands/grade.ts';
import { HINT_HELP } from '../../grader/commands/hint.ts';
import { LIST_HELP } from '../../grader/commands/list.ts';
import { NEXT_HELP } from '../../grader/commands/next.ts';
import { RELAY_HELP } from '../../grader/commands/relay.ts';
import { RESET_HELP } from '../../grader/commands/reset.ts';
import { SOLUTION_HELP } from '../../grader/commands/solution.ts';
import { TRY_HELP } from '../../grader/commands/try.ts';
import { UPGRADE_HELP } from '../../grader/commands/upgrade.ts';
import { WATCH_HELP } from '../../grader/commands/watch.ts';
import manifest from '../../package.json' with { type: 'json' };
import { learner } from '../helpers/learner.ts';

const HELPS = {
  'check-course': CHECK_COURSE_HELP,
  grade: GRADE_HELP,
  relay: RELAY_HELP,
  try: TRY_HELP,
  list: LIST_HELP,
  next: NEXT_HELP,
  hint: HINT_HELP,
  reset: RESET_HELP,
  solution: SOLUTION_HELP,
  upgrade: UPGRADE_HELP,
  watch: WATCH_HELP,
};

test.each(Object.entries(HELPS))(
  '%s is a script, and its help fits into 80 columns',
  (name, help) => {
    expect(Object.entries(manifest.scripts)).toContainEqual([
      name,
      `node grader/start.mjs ${name}`,
    ]);
    expect(help.startsWith(`npm run ${name}`)).toBe(true);
    expect(help.split('\n').filter(({ length }) => length > 80)).toEqual([]);
  },
);

test.each(Object.entries(HELPS))(
  '%s --help prints it, an unknown word is refused',
  async (name, help) => {
    const { run } = learner();
    expect(await run(name, '--help')).toEqual({ status: 0, stdout: help, stderr: '' });
    const { status, stdout, stderr } = await run(name, '--hlep');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Did you mean --help?');
  },
);
