import fs from 'node:fs';
import path from 'node:path';
import { readCatalogue } from '../grader/course/catalogue.ts';
import { benchCodecs } from './codecs.ts';
import { benchConnection } from './connection.ts';
import { benchGrading } from './grading.ts';
import { benchMemory } from './memory.ts';
import { benchRegrade } from './regrade.ts';
import { benchRelay } from './relay-throughput.ts';
import { benchScenarios } from './scenarios.ts';
import { benchWatch } from './watch.ts';

const root = path.resolve(import.meta.dirname, '..');

await benchConnection();
await benchRelay();
await benchScenarios();
if (fs.existsSync(path.join(root, 'bench', 'node_modules'))) await benchCodecs();
else console.log('The packages to compare with are not there: npm ci --prefix bench');
const slugs = readCatalogue(root).map(({ slug }) => slug);
benchGrading(slugs);
await benchMemory(slugs);
await benchRegrade(slugs);
await benchWatch(slugs);
process.exit(0);
