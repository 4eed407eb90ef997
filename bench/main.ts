import fs from 'node:fs';
import path from 'node:path';
import { readCatalogue } from '../grader/course/catalogue.ts';
import { benchCodecs } from './codecs.ts';
import { benchConnection } from './connection.ts';
import { benchGrading } from './grading.ts';

const root = path.resolve(import.meta.dirname, '..');

await benchConnection();
if (fs.existsSync(path.join(root, 'bench', 'node_modules'))) await benchCodecs();
else console.log('The packages to compare with are not there: npm ci --prefix bench');
benchGrading(readCatalogue(root).map(({ slug }) => slug));
