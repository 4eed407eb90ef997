import type { CourseUnit } from '../course/catalogue.ts';
import { HintsProblem, readHints } from '../course/hints.ts';
import { WIDTH, wrap } from '../feedback/layout.ts';

/** What a pass of one unit teaches: the first thing worth noticing in the reference. Empty where none is written. */
export function worthALook({ slug, number }: CourseUnit, root: string): string {
  try {
    const [first] = readHints(root, slug).notice;
    if (first === undefined) return '';
    const text = `Worth a look in the solution: ${first.replace(/\s+/g, ' ')} npm run solution -- ${number}`;
    return `${wrap(text, WIDTH).join('\n')}\n`;
  } catch (error) {
    if (error instanceof HintsProblem) return ''; // a pass is a pass: check-course finds the file
    throw error;
  }
}
