import fs from 'node:fs';
import path from 'node:path';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';

/** A unit of the course, as its lesson names it. The slug is the same in every folder. */
export interface CourseUnit extends FrontMatter {
  slug: string;
  /** The two digits that it begins with. */
  number: string;
}

/** All units in their order. A unit is there when its lesson is. */
export function readCatalogue(root: string): CourseUnit[] {
  const lessons = path.join(root, 'lessons');
  return fs
    .readdirSync(lessons)
    .filter((name) => /^\d\d-.*\.md$/.test(name))
    .sort()
    .map((name) => {
      const slug = name.slice(0, -'.md'.length);
      const text = fs.readFileSync(path.join(lessons, name), 'utf8');
      return { slug, number: slug.slice(0, 2), ...readFrontMatter(text, `lessons/${name}`) };
    });
}
