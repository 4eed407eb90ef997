/** Asks of each list whether what is looked for still happens with it. Many are asked at once. */
export type StillHappens<T> = (lists: T[][]) => Promise<boolean[]>;

const MOST_ROUNDS = 60;

/**
 * Leaves out of a list what is not needed for something to happen (delta debugging: Zeller and
 * Hildebrandt's ddmin). Of the result no single element can be left out.
 */
export async function shrink<T>(list: readonly T[], stillHappens: StillHappens<T>): Promise<T[]> {
  let kept = [...list];
  let parts = 2;
  for (let round = 0; kept.length > 0 && round < MOST_ROUNDS; round++) {
    const size = Math.ceil(kept.length / parts);
    const starts = Array.from({ length: Math.ceil(kept.length / size) }, (_, i) => i * size);
    const halves = starts.map((at) => kept.slice(at, at + size));
    const rests = starts.map((at) => [...kept.slice(0, at), ...kept.slice(at + size)]);
    const candidates = round === 0 ? [[], ...halves, ...rests] : [...halves, ...rests];
    const found = candidates
      .filter(({ length }) => length < kept.length)
      .map((candidate, i, all) => ({ candidate, i, all }));
    const answers = await stillHappens(found.map(({ candidate }) => candidate));
    const shorter = found.find(({ i }) => answers[i])?.candidate;
    if (shorter) {
      parts = Math.max(2, Math.min(parts - 1, shorter.length));
      kept = shorter;
    } else if (size === 1) {
      return kept;
    } else {
      parts = Math.min(kept.length, parts * 2);
    }
  }
  return kept;
}
