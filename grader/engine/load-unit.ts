import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Unit } from '../vocabulary/unit.ts';

/** The compiled checks of a unit. */
export function checksFile(build: string, slug: string): string {
  return path.join(build, 'units', slug, 'checks.js');
}

export async function loadUnit(file: string): Promise<Unit> {
  return ((await import(pathToFileURL(file).href)) as { default: Unit }).default;
}

/**
 * How many points each unit is worth. It is asked for units that nobody has begun, too, and loading
 * their checks for that would cost more than all else: what was found once is kept with the build.
 */
export async function pointsOf(
  build: string,
  slugs: readonly string[],
): Promise<Map<string, number>> {
  const kept = path.join(build, 'points.json');
  const known: Record<string, number> = fs.existsSync(kept)
    ? JSON.parse(fs.readFileSync(kept, 'utf8'))
    : {};
  const missing = slugs.filter(
    (slug) => known[slug] === undefined && fs.existsSync(checksFile(build, slug)),
  );
  for (const slug of missing) {
    const { checks } = await loadUnit(checksFile(build, slug));
    known[slug] = checks.reduce((sum, { points }) => sum + points, 0);
  }
  if (missing.length > 0) {
    const fresh = `${kept}.${process.pid}`;
    fs.writeFileSync(fresh, JSON.stringify(known));
    fs.renameSync(fresh, kept);
  }
  return new Map(slugs.map((slug) => [slug, known[slug] ?? 0]));
}
