import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();

/** Remembers a process so that no way of ending the grader leaves it behind. */
export function rememberProcess(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
}

/** Ends a process and those it started. On POSIX they share a process group; on Windows, a job. */
export function endProcess(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it had ended by itself
  }
}

/** For the grader's own end, Ctrl-C included. */
export function endAllProcesses(): void {
  for (const child of running) endProcess(child);
}
