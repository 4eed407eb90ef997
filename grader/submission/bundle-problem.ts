import fs from 'node:fs';
import path from 'node:path';
import type { Location, Message } from 'esbuild';
import { columns } from '../feedback/layout.ts';

/** Why a file cannot be made into a module: in words, where, and the lines of it that show it. */
export interface BundleProblem {
  problem: string;
  place: string;
  excerpt: string[];
}

/** How many lines are shown before the one at which the parser gave up: the mistake is often there. */
const BEFORE = 2;

/** Tells what esbuild found, by names relative to `root`. Columns are counted in UTF-16 units from 1, as editors do. */
export function explain(message: Message, root: string): BundleProblem {
  const { location } = message;
  const text = /\\xff|\\xfe/.test(message.text)
    ? 'The file is saved as UTF-16. Save it as UTF-8: editors have that under "Save with encoding".'
    : message.text;
  if (!location) return { problem: text, place: '', excerpt: [] };
  const file = path.resolve(root, location.file);
  const name = path.relative(root, file).split(path.sep).join('/');
  const { before, marked } = divide(location);
  // What cannot be imported is wrong by itself, whatever stands before it.
  const earlier = message.pluginName === '' ? linesBefore(file, location) : [];
  return {
    problem: text,
    place: `${name}:${location.line}:${before.length + 1}`,
    excerpt: [
      ...earlier,
      numbered(location.line, location.lineText),
      ' '.repeat(columns(numbered(location.line, before))) +
        '^'.repeat(Math.max(1, columns(spaced(marked)))),
    ],
  };
}

/** esbuild counts bytes. */
function divide({ lineText, column, length }: Location): { before: string; marked: string } {
  const bytes = Buffer.from(lineText);
  return {
    before: bytes.toString('utf8', 0, column),
    marked: bytes.toString('utf8', column, column + length),
  };
}

function linesBefore(file: string, { line, lineText }: Location): string[] {
  const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split(/\r?\n/) : [];
  if (lines[line - 1] !== lineText) return []; // saved anew since
  const first = Math.max(0, line - 1 - BEFORE);
  return lines.slice(first, line - 1).map((text, i) => numbered(first + 1 + i, text));
}

function numbered(line: number, text: string): string {
  return `${String(line).padStart(6)}  │ ${spaced(text)}`;
}

/** A tab is as wide as the terminal likes it: blanks keep the mark below what it marks. */
function spaced(text: string): string {
  return text.replaceAll('\t', '  ');
}
