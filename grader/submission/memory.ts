import fs from 'node:fs';

/** Resident size of a process in bytes, where the platform tells it without starting another process. */
export function residentSize(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const [, pages] = fs.readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ');
    return Number(pages) * 4096;
  } catch {
    return undefined; // it has ended
  }
}
