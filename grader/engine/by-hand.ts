import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleSubmission } from '../submission/bundle.ts';
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
 * Loads an exercise with its source map, so that errors and debuggers name the learner's own lines.
 * Throws NotLoadable where it cannot be bundled, and whatever its top level throws.
 */
export async function loadExports(file: string, root: string, build: string): Promise<Exports> {
  const bundle = await bundleSubmission(file, root);
  if (!bundle.ok)
    throw new NotLoadable([bundle.place, ...bundle.excerpt, bundle.problem].join('\n'));
  process.setSourceMapsEnabled(true);
  const map = {
    ...JSON.parse(bundle.map),
    sourceRoot: pathToFileURL(`${path.dirname(file)}/`).href,
  };
  const inline = Buffer.from(JSON.stringify(map)).toString('base64');
  const made = path.join(build, `by-hand-${process.pid}.mjs`);
  fs.writeFileSync(
    made,
    `${bundle.code}\n//# sourceMappingURL=data:application/json;base64,${inline}\n`,
  );
  try {
    return { ...(await import(pathToFileURL(made).href)) };
  } finally {
    fs.rmSync(made);
  }
}
