import fs from 'node:fs';
import path from 'node:path';
import type { Unit } from '../vocabulary/unit.ts';
import type { CourseUnit } from './catalogue.ts';
import { readLesson } from './lesson.ts';
import { lintHints } from './lint-hints.ts';
import { lintLesson } from './lint-lesson.ts';
import { lintStub } from './lint-stub.ts';

/** Something wrong with the course itself: where it is, what it is, and what to do about it. */
export interface Finding {
  file: string;
  cause: string;
  cure: string;
}

const RIGHT_STYLES = 4;
/** Shorter lines of a solution are anybody's. */
const TELLING = 16;

/** Finds what a unit lacks, as far as its files tell. That they are right is for the tests to show. */
export function lintUnit(
  root: string,
  { slug, goals }: CourseUnit,
  unit: Unit | undefined,
): Finding[] {
  return [
    ...lintRooms(root, slug),
    ...(unit ? [...lintChecks(root, slug, unit), ...lintHints(root, slug, unit)] : []),
    ...lintLesson(root, slug, goals),
    ...lintStub(root, slug),
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
  const findings = missing.map((file) => ({
    file,
    cause: 'this room of the unit is missing',
    cure: `add ${file}`,
  }));
  const right = `tests/right/${slug}`;
  const styles = filesIn(root, right).length;
  if (fs.existsSync(path.join(root, 'tests')) && styles < RIGHT_STYLES)
    findings.push({
      file: right,
      cause: `it holds ${styles} right answers`,
      cure: `write ${RIGHT_STYLES}, in styles as different as learners have`,
    });
  return findings;
}

function lintChecks(root: string, slug: string, unit: Unit): Finding[] {
  const file = `grader/units/${slug}/checks.ts`;
  const { anchors } = readLesson(root, slug);
  const caught = new Set(
    wrongFiles(root, slug).map((wrong) => header(path.join(root, wrong), 'check')),
  );
  const misnamed =
    unit.slug === slug
      ? []
      : [{ file, cause: `it calls the unit ${unit.slug}`, cure: `write unit('${slug}', …)` }];
  return unit.checks
    .flatMap(({ id, points, lesson, next, causes = [] }) => [
      ...solutionLines(root, slug)
        .filter((line) => next.includes(line))
        .map((line) => ({
          file,
          cause: `what ${id} says under Next holds a line of the solution: ${line}`,
          cure: 'ask the question that leads there',
        })),
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
      ...causes
        .filter((cause) => cause.lesson !== undefined && !anchors.has(cause.lesson))
        .map((cause) => ({
          file,
          cause: `the cause ${cause.id} points to #${cause.lesson}, which the lesson has not`,
          cure: `choose one of ${[...anchors].join(', ')}`,
        })),
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
    .concat(
      misnamed,
      wrongFiles(root, slug).flatMap((wrong) => lintWrong(root, wrong, unit)),
    );
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

function wrongFiles(root: string, slug: string): string[] {
  return filesIn(root, `grader/units/${slug}/wrong`);
}

function filesIn(root: string, folder: string): string[] {
  if (!fs.existsSync(path.join(root, folder))) return [];
  return fs.readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);
}

function solutionLines(root: string, slug: string): string[] {
  const file = path.join(root, 'solutions', `${slug}.ts`);
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line.length >= TELLING && !/^[/*]/.test(line));
}

function header(file: string, name: 'check' | 'cause'): string | undefined {
  return new RegExp(`^// ${name}: (\\S+)$`, 'm').exec(fs.readFileSync(file, 'utf8'))?.[1];
}
