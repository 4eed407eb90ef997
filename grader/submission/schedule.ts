import fs from 'node:fs';

/** What the scheduler has given a process. */
export interface Schedule {
  /** CPU time of all its threads so far, in milliseconds. */
  cpuMs: number;
  /** It runs, or would if it were let (state R): it waits for nothing but a processor. */
  runnable: boolean;
}

/** /proc/PID/stat counts in ticks of a hundredth of a second, whatever the kernel's own (USER_HZ). */
const TICK_MS = 10;

/** By the process's folder in /proc; proc_pid_stat(5): state is the third field, utime and stime the 14th and 15th. */
export function schedule(folder: string): Schedule | undefined {
  try {
    const stat = fs.readFileSync(`${folder}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      runnable: fields[0] === 'R',
      cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    };
  } catch {
    return undefined; // it has ended
  }
}

/** How long a process has wanted to run and was not let, in milliseconds so far; known when it runs again. */
export function heldUpMs(folder: string): number | undefined {
  try {
    const [, waitedNs] = fs.readFileSync(`${folder}/schedstat`, 'latin1').split(' ');
    return Number(waitedNs) / 1e6;
  } catch {
    return undefined; // it has ended, or this kernel does not count
  }
}

/** Whether a process that wanted to run had less than half of the time: then the machine is slow, not the program. */
export function wasStarved(
  before: Schedule | undefined,
  after: Schedule | undefined,
  ms: number,
): boolean {
  if (!before || !after) return false;
  return after.runnable && after.cpuMs - before.cpuMs < ms / 2;
}
