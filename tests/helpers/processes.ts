import fs from 'node:fs';

/** The processes that a process has started and that still run, as /proc shows them. */
export function children(of: number): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = fs.readFileSync(`/proc/${name}/stat`, 'latin1');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === of;
      } catch {
        return false;
      }
    })
    .map(Number);
}

export const isRunning = (pid: number) => fs.existsSync(`/proc/${pid}`);

/** Waits for as long as the test may take. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
