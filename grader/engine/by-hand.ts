import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bundle } from '../submission/bundle.ts';
import type { Programs } from '../vocabulary/programs.ts';

/** An exercise that is loaded into this process, to be run as what it is: a program of its writer's. */
export type Exports = Record<string, unknown>;

/** Why an exercise cannot be loaded, in full lines. */
export class NotLoadable extends Error {}

/** The programs of a unit, or undefined where it has none. */
export async function loadPrograms(
  build: string,
  slug: string,
): Promise<Programs<Exports> | undefined> {
  const file = path.join(build, 'units', slug, 'programs.js');
  if (!fs.existsSync(file)) return undefined;
  return ((await import(pathToFileURL(file).href)) as { default: Programs<Exports> }).default;
}

/**
 * Loads an exercise, so that errors and debuggers name the learner's own lines: Node reads source maps
 * of files only. Throws NotLoadable where it cannot be bundled, and whatever its top level throws.
 */
export async function loadExports(bundle: Bundle, build: string): Promise<Exports> {
  if (!bundle.ok)
    throw new NotLoadable([bundle.place, ...bundle.excerpt, bundle.problem].join('\n'));
  process.setSourceMapsEnabled(true);
  const made = path.join(build, `by-hand-${process.pid}.mjs`);
  // What is imported first runs first, when all has been read: whoever is ended from there on leaves no file.
  const remove = `import fs from 'node:fs'; fs.rmSync(${JSON.stringify(made)});`;
  const first = `import 'data:text/javascript,${encodeURIComponent(remove).replaceAll("'", '%27')}';`;
  fs.writeFileSync(made, `${first} ${bundle.code}\n//# sourceURL=${bundle.name}\n`);
  try {
    return { ...(await import(pathToFileURL(made).href)) };
  } finally {
    fs.rmSync(made, { force: true });
  }
}
