import fs from 'node:fs';
import path from 'node:path';
import type { Unit } from '../vocabulary/unit.ts';
import type { CourseUnit } from './catalogue.ts';
import { readLesson } from './lesson.ts';

/** Something wrong with the course itself: where it is, what it is, and what to do about it. */
export interface Finding {
  file: string;
  cause: string;
  cure: string;
}

const HEADINGS = ['what-the-grader-plays', 'further-reading'];

/** Finds what a unit lacks, as far as its files tell. That they are right is for the tests to show. */
export function lintUnit(
  root: string,
  { slug, goals }: CourseUnit,
  unit: Unit | undefined,
): Finding[] {
  return [
    ...lintRooms(root, slug),
    ...(unit ? lintChecks(root, slug, unit) : []),
    ...lintLesson(root, slug, goals),
  ];
}

function lintRooms(root: string, slug: string): Finding[] {
  const rooms = [
    `exercises/${slug}.ts`,
    `solutions/${slug}.ts`,
    `grader/units/${slug}/checks.ts`,
    `grader/units/${slug}/stub.ts`,
    `grader/units/${slug}/wrong`,
  ];
  const missing = rooms.filter((room) => !fs.existsSync(path.join(root, room)));
  return missing.map((file) => ({
    file,
    cause: 'this room of the unit is missing',
    cure: `add ${file}`,
  }));
}

function lintChecks(root: string, slug: string, unit: Unit): Finding[] {
  const file = `grader/units/${slug}/checks.ts`;
  const { anchors } = readLesson(root, slug);
  const caught = new Set(
    wrongFiles(root, slug).map((wrong) => header(path.join(root, wrong), 'check')),
  );
  return unit.checks
    .flatMap(({ id, points, lesson }) => [
      ...(Number.isInteger(points) && points > 0
        ? []
        : [
            {
              file,
              cause: `${id} is worth ${points} points`,
              cure: 'give it a whole number of at least 1',
            },
          ]),
      ...(anchors.has(lesson)
        ? []
        : [
            {
              file,
              cause: `${id} points to #${lesson}, which the lesson has not`,
              cure: `choose one of ${[...anchors].join(', ')}`,
            },
          ]),
      // Working with others is asked of everything together: each way to fail it fails another check first.
      ...(caught.has(id) || id === 'works-with-reference'
        ? []
        : [
            {
              file,
              cause: `no known-wrong submission is caught by ${id}`,
              cure: `write grader/units/${slug}/wrong/*.ts with "// check: ${id}"`,
            },
          ]),
    ])
    .concat(wrongFiles(root, slug).flatMap((wrong) => lintWrong(root, wrong, unit)));
}

function lintWrong(root: string, file: string, unit: Unit): Finding[] {
  const check = header(path.join(root, file), 'check');
  if (!check || !header(path.join(root, file), 'cause')) {
    return [
      {
        file,
        cause: 'it does not say which check and cause must catch it',
        cure: 'begin it with "// Wrong on purpose:", "// check:" and "// cause:"',
      },
    ];
  }
  if (unit.checks.some(({ id }) => id === check)) return [];
  return [
    {
      file,
      cause: `the unit has no check ${check}`,
      cure: `choose one of ${unit.checks.map(({ id }) => id).join(', ')}`,
    },
  ];
}

function lintLesson(root: string, slug: string, goals: readonly string[]): Finding[] {
  const file = `lessons/${slug}.md`;
  const { anchors, blocks, links, prose, text } = readLesson(root, slug);
  const findings: Finding[] = [];
  const find = (cause: string, cure: string) => findings.push({ file, cause, cure });
  if (goals.length < 2)
    find('the front matter names fewer than two goals', 'say what the reader can do afterwards');
  for (const anchor of HEADINGS)
    if (!anchors.has(anchor)) find(`the heading #${anchor} is missing`, 'add it as ## …');
  if (/^# /m.test(prose))
    find('it has a heading of the first level', 'the title stands in the front matter, once');
  for (const { language, words, line } of blocks) {
    const code = language === 'ts' || language === 'python';
    if (code && !words.includes('run') && !words.includes('fragment')) {
      find(
        `line ${line}: the block does not say whether it runs`,
        'write run or fragment behind the language',
      );
    }
  }
  for (const link of links)
    if (!leadsSomewhere(root, slug, link))
      find(`the link ${link} leads nowhere`, 'mend its path or its anchor');
  for (const name of exportsOf(path.join(root, 'grader', 'units', slug, 'stub.ts'))) {
    if (!text.includes(name))
      find(
        `it does not name ${name}, which the exercise exports`,
        'state it under What the grader plays',
      );
  }
  return findings;
}

function leadsSomewhere(root: string, slug: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [file = '', anchor] = link.split('#');
  if (file !== '' && !fs.existsSync(path.join(root, 'lessons', file))) return false;
  if (anchor === undefined) return true;
  return readLesson(root, file === '' ? slug : path.basename(file, '.md')).anchors.has(anchor);
}

function wrongFiles(root: string, slug: string): string[] {
  const folder = `grader/units/${slug}/wrong`;
  if (!fs.existsSync(path.join(root, folder))) return [];
  return fs.readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);
}

function header(file: string, name: 'check' | 'cause'): string | undefined {
  return new RegExp(`^// ${name}: (\\S+)$`, 'm').exec(fs.readFileSync(file, 'utf8'))?.[1];
}

function exportsOf(file: string): string[] {
  if (!fs.existsSync(file)) return [];
  const text = fs.readFileSync(file, 'utf8');
  return [...text.matchAll(/^export (?:async )?(?:function|class) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
}
