import { readCatalogue } from '../grader/course/catalogue.ts';
import { benchGrading } from './grading.ts';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
benchGrading(readCatalogue(root).map(({ slug }) => slug));
