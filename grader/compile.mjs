// Compiles the grader when its sources have changed. Learners start the grader all day long: a compiled
// copy, kept under node_modules, starts in a fraction of the time that a loader takes.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Every source that can be part of the compiled grader, with what tells that it has changed. */
function sources(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'wrong' ? [] : sources(file);
    if (!/\.(ts|mjs|json)$/.test(entry.name) || entry.name === 'stub.ts') return [];
    const { mtimeMs, size } = fs.statSync(file);
    return [{ file, stamp: `${file} ${mtimeMs} ${size}` }];
  });
}

const files = [...sources(path.join(root, 'grader')), ...sources(path.join(root, 'solutions'))];
const lock = path.join(root, 'package-lock.json');
const stamp =
  files.map((source) => source.stamp).join('\n') +
  (fs.existsSync(lock) ? fs.statSync(lock).mtimeMs : '');
const key = createHash('sha256').update(stamp).digest('hex').slice(0, 16);
export const builds = path.join(root, 'node_modules', '.cache', 'network-workbook');
const build = path.join(builds, key);
const DAY_MS = 86_400_000;

/** The folder of the compiled grader, which is compiled now where it has to be. */
export async function compileGrader() {
  if (!fs.existsSync(build)) await compile();
  return build;
}

/** Two gradings may compile at once: each writes a folder of its own, and a rename puts it in place. */
async function compile() {
  const { build: bundle } = await import('esbuild');
  fs.mkdirSync(builds, { recursive: true });
  const fresh = fs.mkdtempSync(path.join(builds, 'fresh-'));
  await bundle({
    entryPoints: files
      .map((source) => path.relative(path.join(root, 'grader'), source.file))
      .filter((file) =>
        /^(cli|engine[\\/](vitest-runner|grade-units|desk|load-unit|play-unit)|units[\\/][^\\/]+[\\/](checks|programs))\.ts$/.test(
          file,
        ),
      )
      .map((file) => path.join(root, 'grader', file)),
    outbase: path.join(root, 'grader'),
    outdir: fresh,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // What the grader starts with is compiled into it; the rest is large, and loaded when it is needed.
    external: ['vitest', 'vite', 'esbuild', 'typescript'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  // Apart from the rest: it is all of the grader that a submission's process may read.
  await bundle({
    entryPoints: [path.join(root, 'grader', 'submission', 'child', 'main.ts')],
    outfile: path.join(fresh, 'child', 'main.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  fs.writeFileSync(path.join(fresh, 'child', 'package.json'), '{"type":"module"}');
  try {
    fs.renameSync(fresh, build);
  } catch (error) {
    fs.rmSync(fresh, { recursive: true, force: true });
    if (!fs.existsSync(build)) throw error; // else the other grading was first, and its copy is the same
  }
  for (const old of fs.readdirSync(builds)) {
    const made = fs.statSync(path.join(builds, old), { throwIfNoEntry: false })?.mtimeMs; // renamed meanwhile
    const unused = old !== key && old !== 'v8' && made !== undefined && Date.now() - made > DAY_MS;
    if (unused) fs.rmSync(path.join(builds, old), { recursive: true, force: true });
  }
}
