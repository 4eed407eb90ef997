import { nearest } from '../nearest.ts';
import type { CourseUnit } from './catalogue.ts';

export type Found = { ok: true; units: CourseUnit[] } | { ok: false; problem: string };

/**
 * Finds the units that words name: a number (7, 07), a slug, a part of one (echo), or the path of an
 * exercise or lesson. Without words, all. Each unit comes once, in the order of the course.
 */
export function findUnits(words: readonly string[], catalogue: readonly CourseUnit[]): Found {
  if (words.length === 0) return { ok: true, units: [...catalogue] };
  const found = new Set<CourseUnit>();
  for (const word of words) {
    const matches = match(word, catalogue);
    const [only] = matches;
    if (!only || matches.length > 1)
      return { ok: false, problem: problem(word, matches, catalogue) };
    found.add(only);
  }
  return { ok: true, units: catalogue.filter((unit) => found.has(unit)) };
}

function match(word: string, catalogue: readonly CourseUnit[]): CourseUnit[] {
  const name = (word.split(/[\\/]/).pop() ?? '').replace(/\.(ts|md)$/, '').toLowerCase();
  if (/^\d{1,2}$/.test(name))
    return catalogue.filter(({ number }) => number === name.padStart(2, '0'));
  const exact = catalogue.filter(({ slug }) => slug === name);
  if (exact.length > 0 || name === '') return exact;
  return catalogue.filter(({ slug }) => slug.includes(name));
}

function problem(
  word: string,
  matches: readonly CourseUnit[],
  catalogue: readonly CourseUnit[],
): string {
  if (matches.length > 1) {
    return `"${word}" names ${matches.length} units: ${matches.map(({ slug }) => slug).join(', ')}. Write more of the one you mean.`;
  }
  const names = catalogue.flatMap(({ slug }) => [slug, slug.slice(3), ...slug.slice(3).split('-')]);
  const close = nearest(word, names);
  const unit = catalogue.find(({ slug }) => close !== undefined && slug.includes(close));
  const hint = unit
    ? `Did you mean ${unit.slug}?`
    : `There are: ${catalogue.map(({ slug }) => slug).join(', ')}.`;
  return `No unit is called "${word}". ${hint}`;
}
