// What the npm scripts start: the compiled grader.
import module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { builds, compileGrader, root } from './compile.mjs';

const build = await compileGrader();
process.env.WORKBOOK_ROOT = root;
process.env.WORKBOOK_BUILD = build;
if (module.enableCompileCache) module.enableCompileCache(path.join(builds, 'v8'));
await import(pathToFileURL(path.join(build, 'cli.js')).href);
