// What the npm scripts start: the compiled grader.
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { finishUpgrade } from './finish-upgrade.mjs';
import { startFailure, tooOld } from './start-failure.mjs';

const FAULT = 3;
const old = tooOld(process.versions.node);
if (!old) goOnUpgrading(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
// Loaded only now: it looks at the sources, which an upgrade may just have put in place.
const { builds, compileGrader, root } = await import('./compile.mjs');
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

/** An upgrade that was cut off is finished before anything else: until then the sources may not fit. */
function goOnUpgrading(folder) {
  try {
    const done = finishUpgrade(folder);
    if (!done) return;
    console.error(`The upgrade to ${done.to} had been cut off, and is finished now. Run npm ci.`);
    if (done.trouble) console.error(`git could not move your branch: ${done.trouble}`);
  } catch (error) {
    console.error(`An upgrade was cut off, and cannot be finished: ${error.message}`);
    process.exit(FAULT);
  }
}
