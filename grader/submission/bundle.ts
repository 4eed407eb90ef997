import fs from 'node:fs';
import { builtinModules, SourceMap } from 'node:module';
import path from 'node:path';
import type { Message, Plugin } from 'esbuild';
import { type BundleProblem, explain } from './bundle-problem.ts';

/** A submission's file made into one module, or the reason why it cannot be. */
export type Bundle =
  | {
      ok: true;
      code: string;
      /** What stacks and debuggers call the module. */
      name: string;
      map: string;
      locate: Locate;
      /** The learner's own files that are in it. */
      files: string[];
    }
  | ({ ok: false } & BundleProblem);

/** Finds the place in the learner's file for a line and column (both from 1) of the bundle. */
export type Locate = (
  line: number,
  column: number,
) => { file: string; line: number; column: number } | undefined;

/**
 * Bundles one exercise with esbuild. It may import Node's own modules and files of its own folder
 * (`root`); no package and nothing outside: a submission is graded by what it is, not by what lies around it.
 */
export async function bundleSubmission(file: string, root: string): Promise<Bundle> {
  const { build } = await import('esbuild');
  try {
    const result = await build({
      entryPoints: [file],
      absWorkingDir: root,
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'external',
      sourcesContent: false,
      metafile: true,
      outfile: `${file}.mjs`,
      logLevel: 'silent',
      tsconfigRaw: {},
      plugins: [onlyOwnFiles(root)],
    });
    const [map, code] = result.outputFiles;
    return {
      ok: true,
      code: code?.text ?? '',
      name: 'submission.mjs',
      map: map?.text ?? '{}',
      locate: locator(map?.text ?? '{}', path.dirname(file)),
      files: Object.keys(result.metafile.inputs).map((name) => path.resolve(root, name)),
    };
  } catch (error) {
    const [first] = (error as { errors?: Message[] }).errors ?? [];
    if (!first) throw error;
    return { ok: false, ...explain(first, root) };
  }
}

function onlyOwnFiles(root: string): Plugin {
  return {
    name: 'only-own-files',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path: wanted, resolveDir, kind }) => {
        if (kind === 'entry-point') return undefined;
        if (wanted.startsWith('node:') || builtinModules.includes(wanted))
          return { path: wanted, external: true };
        if (!/^\.{0,2}\//.test(wanted)) {
          return {
            errors: [
              {
                text: `Cannot import the package "${wanted}": exercises use Node's own modules only`,
              },
            ],
          };
        }
        const target = path.resolve(resolveDir, wanted);
        const found = [target, `${target}.ts`, target.replace(/\.js$/, '.ts')].find(isFile);
        const real = found === undefined ? target : fs.realpathSync(found);
        if (!isInside(fs.realpathSync(root), real)) {
          return {
            errors: [
              { text: `Cannot import "${wanted}": it lies outside of the exercises' folder` },
            ],
          };
        }
        if (found === undefined) return { errors: [{ text: `Cannot find "${wanted}"` }] };
        return { path: real };
      });
    },
  };
}

function isFile(name: string): boolean {
  return fs.statSync(name, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isInside(root: string, target: string): boolean {
  const relative = path.relative(root, target);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}

function locator(map: string, folder: string): Locate {
  let parsed: SourceMap | undefined;
  return (line, column) => {
    parsed ??= new SourceMap(JSON.parse(map));
    const entry = parsed.findEntry(line - 1, column - 1);
    if (!('originalSource' in entry) || typeof entry.originalSource !== 'string') return undefined;
    return {
      file: path.resolve(folder, entry.originalSource),
      line: entry.originalLine + 1,
      column: entry.originalColumn + 1,
    };
  };
}
