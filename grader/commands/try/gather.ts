import type { Seen } from '../../loopback/tap.ts';

/** From so many bytes on, a chunk is part of a flood. */
const LARGE = 16 * 1024;
const GATHERED_MS = 100;

/** A row: when it began, how many bytes it stands for, and what its first bytes say in the unit's terms. */
interface Row {
  seen: Seen;
  atMs: number;
  length: number;
  told: string | undefined;
}

/**
 * Passes on what is seen, but what floods in one direction of a connection once in 100 ms as one: else
 * 10 MiB would be 160 rows. Everything else is passed on at once, behind what was gathered before it.
 */
export function gather(show: (row: Row) => void): (seen: Seen, told?: string) => void {
  const began = performance.now();
  const floods = new Map<string, Row>();
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const row of floods.values()) show(row);
    floods.clear();
  };
  process.on('exit', flush);
  return (seen, told) => {
    const atMs = performance.now() - began;
    const length = seen.bytes?.length ?? 0;
    if (seen.kind !== 'data' || length < LARGE) {
      flush();
      return show({ seen, atMs, length, told });
    }
    const key = `${seen.client} ${seen.from}`;
    const flood = floods.get(key);
    if (flood) flood.length += length;
    else floods.set(key, { seen, atMs, length, told });
    timer ??= setTimeout(flush, GATHERED_MS);
  };
}
