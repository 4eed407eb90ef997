import fs from 'node:fs';
import path from 'node:path';
import { fileStamp, freeName } from './dated-name.ts';
import { isProgress, PROGRESS_VERSION, type Progress } from './progress.ts';

export const PROGRESS_FILE = '.progress.json';

/** How the person is told of something that went wrong and stops nothing. */
export type Warn = (line: string) => void;

/** The learner's progress; empty where there is none yet. What is damaged is set aside, and said. */
export function readProgress(root: string, warn: Warn): Progress {
  return read(root, warn) ?? empty();
}

/**
 * Changes the progress: reads what stands there now, since another grading may have written it
 * meanwhile, and writes it whole or not at all; not at all where `change` gives what it got. Never
 * throws: progress is no reason to fail.
 */
export function changeProgress(
  root: string,
  warn: Warn,
  change: (before: Progress) => Progress,
): void {
  const before = read(root, warn);
  if (!before) return;
  const file = path.join(root, PROGRESS_FILE);
  const fresh = `${file}.${process.pid}.tmp`;
  try {
    const after = change(before);
    if (after === before) return;
    fs.writeFileSync(fresh, `${JSON.stringify(after, null, 2)}\n`);
    fs.renameSync(fresh, file);
  } catch (error) {
    remove(fresh);
    warn(`${PROGRESS_FILE} could not be written, so this is not kept: ${reason(error)}`);
  }
}

function remove(file: string): void {
  try {
    fs.unlinkSync(file);
  } catch {
    // Most often it could not be written at all.
  }
}

/** Undefined where there is a file that must not be replaced. */
function read(root: string, warn: Warn): Progress | undefined {
  const file = path.join(root, PROGRESS_FILE);
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return empty();
    warn(`${PROGRESS_FILE} could not be read, and is left as it is: ${reason(error)}`);
    return undefined;
  }
  const found = parse(text);
  if (isProgress(found)) return found;
  if (versionOf(found) > PROGRESS_VERSION) {
    warn(`${PROGRESS_FILE} was written by a newer workbook, and is left as it is.`);
    return undefined;
  }
  return setAside(root, warn) ? empty() : undefined;
}

function setAside(root: string, warn: Warn): boolean {
  const inRoot = (name: string) => path.join(root, `${name}.json`);
  const name = freeName(`.progress.damaged-${fileStamp(new Date())}`, (taken) =>
    fs.existsSync(inRoot(taken)),
  );
  try {
    fs.renameSync(path.join(root, PROGRESS_FILE), inRoot(name));
  } catch (error) {
    warn(`${PROGRESS_FILE} is damaged, and could not be set aside: ${reason(error)}`);
    return false;
  }
  warn(`${PROGRESS_FILE} was damaged: it is ${name}.json now, and your next grades rebuild it.`);
  return true;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function versionOf(value: unknown): number {
  if (typeof value !== 'object' || value === null || !('version' in value)) return 0;
  return typeof value.version === 'number' ? value.version : 0;
}

function empty(): Progress {
  return { version: PROGRESS_VERSION, units: {} };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
