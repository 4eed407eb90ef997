import path from 'node:path';
import type { Step } from './plan.ts';
import { courseFiles, type Digests, digestIfThere, type Workbook } from './workbook.ts';

export interface CourseVersions {
  mine: Workbook;
  newer: Workbook;
  /** The files of the old version as they shipped; undefined where nothing tells them. */
  shipped: Digests | undefined;
  /** The files of the new version. */
  files: Digests;
}

/** What an upgrade does to the files of the course, all but the exercises. */
export function stepsOfCourse({ mine, newer, shipped, files }: CourseVersions): Step[] {
  const names = new Set([...files.keys(), ...(shipped?.keys() ?? likelyShipped(mine))]);
  return [...names].sort().flatMap((name) => {
    const [was, now] = [shipped?.get(name), files.get(name)];
    const found = digestIfThere(path.join(mine.folder, name));
    // What the new version did not touch stays as the learner has it, edited or removed.
    if (found === now || (shipped && was === now)) return [];
    const file = path.join(newer.folder, name);
    return [
      {
        path: name,
        now: now === undefined ? undefined : { file, moved: false },
        keep: found !== undefined && found !== was,
        own: false,
      },
    ];
  });
}

/** Where nothing tells what shipped: what only the course has files in. All that goes is kept. */
function likelyShipped(mine: Workbook): string[] {
  const lessons = new Set(mine.slugs.map((slug) => `lessons/${slug}.md`));
  return [...courseFiles(mine.folder).keys()].filter(
    (name) => /^(grader|solutions|tests|bench)\//.test(name) || lessons.has(name),
  );
}
