import { slugs } from '../helpers/course.ts';
import { playSubmissions } from './submissions.ts';

for (const slug of slugs().filter((name) => name < '10')) await playSubmissions(slug);
