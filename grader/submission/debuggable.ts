import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bundle, bundleSubmission } from './bundle.ts';

/**
 * A submission made into one module whose source map is in it. Its name is a URL beside the learner's
 * files: debuggers pass over source maps of what lies in node_modules, and take a bare name for one
 * of Node's own modules.
 */
export async function bundleWithMap(file: string, root: string): Promise<Bundle> {
  const bundle = await bundleSubmission(file, root);
  if (!bundle.ok) return bundle;
  const map = Buffer.from(JSON.stringify(wholeMap(bundle.map, path.dirname(file))));
  const name = path.join(path.dirname(file), `${path.parse(file).name}.submission.mjs`);
  return {
    ...bundle,
    code: `${bundle.code}\n//# sourceMappingURL=data:application/json;base64,${map.toString('base64')}`,
    name: pathToFileURL(name).href,
  };
}
/** As bundleWithMap(), and it stops at the first line when a debugger is there. */
export async function bundleThatStops(file: string, root: string): Promise<Bundle> {
  const bundle = await bundleWithMap(file, root);
  // The first line that esbuild writes is a comment with the file's name: nothing moves.
  return bundle.ok ? { ...bundle, code: `debugger; ${bundle.code}` } : bundle;
}

/** The map with all that it speaks of in it. Its first line is placed at the learner's first. */
function wholeMap(text: string, folder: string) {
  const map: { mappings: string; sources: string[] } = JSON.parse(text);
  const files = map.sources.map((source) => path.resolve(folder, source));
  const isFree = map.mappings.startsWith(';');
  return {
    ...map,
    mappings: isFree ? `AAAA${map.mappings}` : map.mappings,
    sources: files.map((name) => pathToFileURL(name).href),
    sourcesContent: files.map((name) => fs.readFileSync(name, 'utf8')),
  };
}
