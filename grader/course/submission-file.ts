import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** A learner's file for a unit, and the folder that its own imports may reach. */
export interface SubmissionFile {
  file: string;
  root: string;
}

/** Finds a unit's file in a folder: flat, or with exercises/ in it. Undefined where there is none. */
export function findSubmission(folder: string, slug: string): SubmissionFile | undefined {
  for (const root of [folder, path.join(folder, 'exercises')]) {
    const file = path.join(root, `${slug}.ts`);
    if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return { file, root };
  }
  return undefined;
}

/** The exercise as it ships. */
export function stubFile(root: string, slug: string): string {
  return path.join(root, 'grader', 'units', slug, 'stub.ts');
}

/** Whether a file is still the stub as it ships, but for white space at the ends of lines. */
export function isUnchangedStub(file: string, root: string, slug: string): boolean {
  return sameText(file, stubFile(root, slug));
}

/** Whether two files hold the same, but for white space at the ends of lines. */
export function sameText(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

/** Tells whether a file was edited: white space at the ends of lines does not count. */
export function fingerprint(file: string): string {
  return createHash('sha256').update(plain(file)).digest('hex').slice(0, 32);
}

function plain(file: string): string {
  return fs
    .readFileSync(file, 'utf8')
    .replace(/[ \t\r]*$/gm, '')
    .trim();
}
