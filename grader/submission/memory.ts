import fs from 'node:fs';

/** What a submission's process may take in all, in bytes. */
export const MOST_RESIDENT = 1024 ** 3;
export const WATCH_MS = 50;
const PAGE = 4096;

/** Resident size of a process in bytes, by its folder in /proc (statm counts pages). */
export function residentSize(folder: string): number | undefined {
  try {
    const [, pages] = fs.readFileSync(`${folder}/statm`, 'latin1').split(' ');
    return Number(pages) * PAGE;
  } catch {
    return undefined; // it has ended
  }
}
