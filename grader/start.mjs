// What the npm scripts start: the compiled grader.
import module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { builds, compileGrader, root } from './compile.mjs';
import { startFailure, tooOld } from './start-failure.mjs';

const FAULT = 3;
const old = tooOld(process.versions.node);
const build = old ? undefined : await compileGrader().catch(told);
if (build) {
  process.env.WORKBOOK_ROOT = root;
  process.env.WORKBOOK_BUILD = build;
  if (module.enableCompileCache) module.enableCompileCache(path.join(builds, 'v8'));
  await import(pathToFileURL(path.join(build, 'cli.js')).href);
} else {
  if (old) console.error(old);
  process.exitCode = FAULT;
}

function told(error) {
  const text = startFailure(error, { root, builds });
  if (text === undefined) throw error;
  console.error(text);
}
