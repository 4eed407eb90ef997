import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../helpers/course.ts';
import { children, isRunning, until } from '../helpers/processes.ts';
import { submission } from '../helpers/workbook.ts';

/** A submission that says which process it is and then never gives control back. */
const SPINS = `
export function startEchoServer(): never {
  console.log(\`pid \${process.pid}\`);
  process.stdout.write('', () => {});
  for (;;) {}
}
`;

describe.runIf(process.platform === 'linux')(
  'a grading that is broken off (seen through /proc)',
  () => {
    test.each([
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGKILL', null],
    ] as const)('%s leaves no process behind', async (signal, expected) => {
      const folder = submission('07-echo-server', SPINS);
      const words = [path.join(ROOT, 'grader', 'start.mjs'), 'grade', '07', '--from', folder];
      const grader = spawn(process.execPath, words, { stdio: 'ignore' });
      const pid = grader.pid ?? 0;
      const submissions = () =>
        children(pid).filter((child) =>
          fs.readFileSync(`/proc/${child}/cmdline`, 'latin1').includes('child/main.js'),
        );
      await until(() => submissions().length > 0);
      const [spinning = 0] = submissions();
      const exited = once(grader, 'exit');
      grader.kill(signal);
      expect((await exited)[0]).toBe(expected);
      await until(() => !isRunning(spinning));
      expect(isRunning(spinning)).toBe(false);
    });
  },
);
