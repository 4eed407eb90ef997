import { structuredPatch } from 'diff';
import type { Paint } from './paint.ts';

/** A text and what it is called where it is compared: in the heading, and beside the number of a line. */
export interface Named {
  name: string;
  side: string;
  text: string;
  /** The number in the whole file of a line of `text`, where that is a part of one. */
  lineOf?: (line: number) => number;
}

/** A source without the comments before its declarations: those tell what the reader has read. */
export function withoutDocs(source: Named): Named {
  const lines = source.text.split(/\r?\n/);
  let inside = false;
  const all = lines.flatMap((line, i) => {
    if (/^\s*\/\*/.test(line)) inside = true;
    const isDoc = inside;
    if (/\*\/\s*$/.test(line)) inside = false;
    return isDoc ? [] : [i + 1];
  });
  // Two blank lines are left where a comment stood between them.
  const kept = all.filter((number, i) => lines[number - 1] !== '' || lines[(all[i - 1] ?? 0) - 1]);
  const text = kept.map((number) => lines[number - 1]).join('\n');
  return { ...source, text, lineOf: (line) => kept[line - 1] ?? lines.length };
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
      paint.faint(
        `@@ line ${lineIn(from, oldStart)} of ${from.side}, line ${lineIn(to, newStart)} of ${to.side} @@`,
      ),
      ...lines.map((line) => painted(line, paint)),
    ].join('\n'),
  );
  return `${[heads.join('\n'), ...parts].join('\n\n')}\n`;
}

function lineIn({ lineOf }: Named, line: number): number {
  return lineOf?.(line) ?? line;
}

function painted(line: string, paint: Paint): string {
  if (line.startsWith('-')) return paint.bad(line);
  return line.startsWith('+') ? paint.good(line) : line.trimEnd();
}

function tidy(text: string): string {
  return `${text.replace(/[ \t\r]*$/gm, '').trimEnd()}\n`;
}
