import fs from 'node:fs';
import type { Finding } from './lint-course.ts';
import { stubFile } from './submission-file.ts';

const EXPORT = /^export (?:default )?(?:async )?(?:abstract )?\w+ (\w+)/;
/** A member that others call. A constructor is what its class says; an override, what it overrides. */
const MEMBER =
  /^ {2}(?!private |override |return |await |constructor\b)(?!.*=> \{$)(?:[a-z]+ )*\*?(\w+)\(.*\{$/;

/** Finds what an exercise exports without a word of what it shall be: editors show that word at each use. */
export function lintStub(root: string, slug: string): Finding[] {
  const stub = stubFile(root, slug);
  if (!fs.existsSync(stub)) return [];
  const lines = fs.readFileSync(stub, 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    const [, name] = EXPORT.exec(line) ?? MEMBER.exec(line) ?? [];
    if (name === undefined || lines[i - 1]?.endsWith('*/')) return [];
    return [
      {
        file: `grader/units/${slug}/stub.ts`,
        cause: `line ${i + 1}: ${name} has no docstring`,
        cure: 'say in short what it is: units, errors, what it resolves with',
      },
    ];
  });
}
