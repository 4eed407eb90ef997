import { distance } from 'fastest-levenshtein';

/** The candidate that is spelt most like `word`, or undefined where none is close. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({
      candidate,
      edits: distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  return best && best.edits <= Math.max(2, word.length / 3) ? best.candidate : undefined;
}

/** A question for whoever typed `word`, with what stands before the others' names; empty where none is close. */
export function didYouMean(word: string, candidates: readonly string[], before = ''): string {
  const close = nearest(word, candidates);
  return close === undefined ? '' : `Did you mean ${before}${close}?`;
}
