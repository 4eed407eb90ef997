import { structuredPatch } from 'diff';
import type { Paint } from './paint.ts';

/** A text and what it is called where it is compared. */
export interface Named {
  name: string;
  text: string;
}

const CONTEXT = 3;

/**
 * How to come from one text to another: `-` before what only the first has, `+` before what only the
 * second has. Empty where they are the same, but for white space at the ends of lines.
 */
export function difference(from: Named, to: Named, paint: Paint): string {
  const { hunks } = structuredPatch(
    from.name,
    to.name,
    tidy(from.text),
    tidy(to.text),
    undefined,
    undefined,
    { context: CONTEXT },
  );
  if (hunks.length === 0) return '';
  const heads = [paint.bad(`- ${from.name}`), paint.good(`+ ${to.name}`)];
  const parts = hunks.map(({ oldStart, newStart, lines }) =>
    [
      paint.faint(`@@ line ${oldStart} of yours, line ${newStart} of the reference @@`),
      ...lines.map((line) => painted(line, paint)),
    ].join('\n'),
  );
  return `${[heads.join('\n'), ...parts].join('\n\n')}\n`;
}

function painted(line: string, paint: Paint): string {
  if (line.startsWith('-')) return paint.bad(line);
  return line.startsWith('+') ? paint.good(line) : line.trimEnd();
}

function tidy(text: string): string {
  return `${text.replace(/[ \t\r]*$/gm, '').trim()}\n`;
}
