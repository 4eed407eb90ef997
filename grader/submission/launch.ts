import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { rememberProcess } from './end-process.ts';

/**
 * The folder with all that the submission's process starts with, and may read. Node's
 * permissions go by real paths: a link on the way there (/tmp on macOS) would lock the process out.
 */
const CHILD = path.join(fs.realpathSync(process.env.WORKBOOK_BUILD ?? '.'), 'child');
const HEAP_MIB = 512;

/** Where Linux has it, the kernel itself ends the submission with the grader, even one that spins. */
const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find(
  (file) => process.platform === 'linux' && fs.existsSync(file),
);

/** What a submission may be allowed beyond the network, by the name that its unit's front matter gives it. */
export const ALLOWANCES = ['child-process'] as const;
export type Allowance = (typeof ALLOWANCES)[number];

function permissions(allowed: readonly Allowance[]): string[] {
  const flag = ['--permission', '--experimental-permission'].find((name) =>
    process.allowedNodeEnvironmentFlags.has(name),
  );
  if (flag === undefined) return [];
  const net = process.allowedNodeEnvironmentFlags.has('--allow-net') ? ['--allow-net'] : [];
  // Node warns of each such flag. The learner did not set it.
  const more = allowed.flatMap((name) => [`--allow-${name}`, '--disable-warning=SecurityWarning']);
  return [flag, `--allow-fs-read=${path.join(CHILD, '*')}`, ...net, ...more];
}

/** Only what a process needs to start: nothing of the grader's own environment reaches the learner's code. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'TZ'];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
}

/** Starts plain `node`: standard input closed, output in pipes, and the grader's channel on descriptor 3. */
export function launch(allowed: readonly Allowance[]): ChildProcess {
  const node = [
    process.execPath,
    `--max-old-space-size=${HEAP_MIB}`,
    '--disable-warning=ExperimentalWarning',
    ...permissions(allowed),
    path.join(CHILD, 'main.js'),
  ];
  const command = SETPRIV ? [SETPRIV, '--pdeathsig', 'SIGKILL', '--', ...node] : node;
  const child = spawn(command[0] ?? process.execPath, command.slice(1), {
    cwd: CHILD,
    env: environment(),
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  rememberProcess(child);
  return child;
}
