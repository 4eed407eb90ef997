export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function ratio(value: number, base: number): string {
  return (value / base).toFixed(2);
}

/** The median time of each candidate in ms, taken in turns so that what slows the machine slows them all. */
export async function compare<K extends string>(
  candidates: Record<K, () => unknown>,
  rounds: number,
): Promise<Record<K, number>> {
  const names = Object.keys(candidates) as K[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    K,
    number[]
  >;
  for (let round = -2; round < rounds; round++) {
    for (const name of names) {
      const began = performance.now();
      await candidates[name]();
      if (round >= 0) times[name].push(performance.now() - began); // the first two warm up
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<K, number>;
}
