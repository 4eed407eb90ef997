import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** One step of a unit's ladder. */
export interface Hint {
  /** The ids of the checks whose failure it helps with. */
  fits: string[];
  text: string;
}

/** What a unit's author wrote for those who are stuck, and for those who have passed. */
export interface Hints {
  /** In the order in which somebody builds the exercise. */
  hints: Hint[];
  /** What is worth noticing in the reference. */
  notice: string[];
}

/** A file of hints that cannot be read: a fault of the course. Its message is one line. */
export class HintsProblem extends Error {}

const SHAPE = 'Expected hints: (a list of fits: [check ids] and text:) and notice: (three texts)';

/** Where a unit's hints stand, from the root of the workbook. */
export function hintsFile(slug: string): string {
  return `grader/units/${slug}/hints.yaml`;
}

/** Reads a unit's hints. Throws HintsProblem, which names the file, what is wrong and what was expected. */
export function readHints(root: string, slug: string): Hints {
  const file = hintsFile(slug);
  const found = parsed(path.join(root, file), file);
  const hints = list(field(found, 'hints'), `${file}: hints`).map((one, i) => {
    const place = `${file}: hint ${i + 1}`;
    const fits = list(field(one, 'fits'), `${place}: fits`);
    return {
      fits: fits.map((id) => text(id, `${place}: fits`)),
      text: text(field(one, 'text'), `${place}: text`),
    };
  });
  const notice = list(field(found, 'notice'), `${file}: notice`);
  return { hints, notice: notice.map((one, i) => text(one, `${file}: notice ${i + 1}`)) };
}

function parsed(full: string, file: string): unknown {
  if (!fs.existsSync(full)) throw new HintsProblem(`${file} is missing. ${SHAPE}.`);
  try {
    return parse(fs.readFileSync(full, 'utf8'));
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new HintsProblem(`${file} is no YAML: ${reason}`);
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function list(value: unknown, what: string): unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  throw new HintsProblem(`${what} has to be a list with something in it, not ${named(value)}`);
}

function text(value: unknown, what: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new HintsProblem(`${what} has to be a text, not ${named(value)}`);
}

function named(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
