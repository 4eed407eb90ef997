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

/** Whether a file is still the stub as it ships, but for white space at the ends of lines. */
export function isUnchangedStub(file: string, root: string, slug: string): boolean {
  const stub = path.join(root, 'grader', 'units', slug, 'stub.ts');
  const plain = (name: string) =>
    fs
      .readFileSync(name, 'utf8')
      .replace(/[ \t\r]*$/gm, '')
      .trim();
  return plain(file) === plain(stub);
}
