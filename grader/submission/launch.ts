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
export const ALLOWANCES = ['child-process', 'temporary-folder'] as const;
export type Allowance = (typeof ALLOWANCES)[number];

function permissions(allowed: readonly Allowance[], folder: string | undefined): string[] {
  const flag = ['--permission', '--experimental-permission'].find((name) =>
    process.allowedNodeEnvironmentFlags.has(name),
  );
  if (flag === undefined) return [];
  const net = process.allowedNodeEnvironmentFlags.has('--allow-net') ? ['--allow-net'] : [];
  const readable = [CHILD, ...(folder === undefined ? [] : [folder])];
  const reads = readable.map((name) => `--allow-fs-read=${path.join(name, '*')}`);
  const writes = folder === undefined ? [] : [`--allow-fs-write=${path.join(folder, '*')}`];
  // Node warns of this flag. The learner did not set it.
  const children = allowed.includes('child-process')
    ? ['--allow-child-process', '--disable-warning=SecurityWarning']
    : [];
  return [flag, ...reads, ...writes, ...net, ...children];
}

/** Only what a process needs to start: nothing of the grader's own environment reaches the learner's code. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'TZ'];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
}

/**
 * Starts plain `node`: standard input closed, output in pipes, and the grader's channel on descriptor
 * 3. `folder` is the one that it may write to, if any. To be `debugged` it is started without Node's
 * permissions: with them, Node 20 and 22 refuse any inspector.
 */
export function launch(
  allowed: readonly Allowance[],
  folder: string | undefined,
  debugged: boolean,
): ChildProcess {
  const node = [
    process.execPath,
    `--max-old-space-size=${HEAP_MIB}`,
    '--disable-warning=ExperimentalWarning',
    ...(debugged ? [] : permissions(allowed, folder)),
    path.join(CHILD, 'main.js'),
  ];
  const command = SETPRIV ? [SETPRIV, '--pdeathsig', 'SIGKILL', '--', ...node] : node;
  const child = spawn(command[0] ?? process.execPath, command.slice(1), {
    cwd: CHILD,
    env: environment(),
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  rememberProcess(child);
  return child;
}
