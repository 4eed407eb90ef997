import fs from 'node:fs';
import path from 'node:path';
import { isUnchangedStub, stubFile } from '../submission-file.ts';
import { type Digests, readJson } from './workbook.ts';

export const RECORD_FILE = '.upgrade.json';
const RECORD_VERSION = 1;

/** The stub that a learner began from, where the course has another by now. */
export interface BegunFrom {
  /** The version of the course that it is of. */
  version: string;
  text: string;
}

/** What an upgrade leaves for later. */
export interface UpgradeRecord {
  /** The version of the course that was put in place. */
  course: string;
  /** Its files as they shipped, where no git tells that: what tells later which of them were edited. */
  files: Record<string, string> | undefined;
  stubs: Record<string, BegunFrom>;
}

/** The record as it stands; empty where there is none, or none that can be read. */
export function readRecord(root: string): UpgradeRecord {
  const none: UpgradeRecord = { course: '', files: undefined, stubs: {} };
  const found = readJson(path.join(root, RECORD_FILE));
  if (!isRecord(found) || typeof found.course !== 'string' || !isRecord(found.stubs)) return none;
  const { course, files } = found;
  const stubs = Object.entries(found.stubs).flatMap(([slug, stub]) =>
    isBegunFrom(stub) ? [[slug, stub] as const] : [],
  );
  return {
    course,
    files: isRecord(files) && areTexts(files) ? files : undefined,
    stubs: Object.fromEntries(stubs),
  };
}

/** The record as it is written. */
export function recordText(record: UpgradeRecord): string {
  return `${JSON.stringify({ version: RECORD_VERSION, ...record }, null, 1)}\n`;
}

/** The files of the version that is in place, as an upgrade to just that version recorded them. */
export function recordedFiles(
  { course, files }: UpgradeRecord,
  version: string,
): Digests | undefined {
  return files && course === version ? new Map(Object.entries(files)) : undefined;
}

/** The stub that an exercise was begun from, where it has changed since and the exercise is not the new one. */
export function stubBegunFrom(
  root: string,
  slug: string,
  { stubs }: UpgradeRecord,
): BegunFrom | undefined {
  const begun = Object.hasOwn(stubs, slug) ? stubs[slug] : undefined;
  const exercise = path.join(root, 'exercises', `${slug}.ts`);
  if (!begun || !fs.existsSync(exercise) || !fs.existsSync(stubFile(root, slug))) return undefined;
  return isUnchangedStub(exercise, root, slug) ? undefined : begun;
}

/** Tells no longer of changed stubs: the units were passed, or begun anew. Never throws. */
export function forgetStubs(root: string, slugs: readonly string[]): void {
  const record = readRecord(root);
  const stubs = Object.entries(record.stubs).filter(([slug]) => !slugs.includes(slug));
  if (stubs.length === Object.keys(record.stubs).length) return;
  const file = path.join(root, RECORD_FILE);
  const fresh = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(fresh, recordText({ ...record, stubs: Object.fromEntries(stubs) }));
    fs.renameSync(fresh, file);
  } catch {
    fs.rmSync(fresh, { force: true }); // it is told once more: nothing is lost
  }
}

function isBegunFrom(value: unknown): value is BegunFrom {
  return isRecord(value) && typeof value.version === 'string' && typeof value.text === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areTexts(value: Record<string, unknown>): value is Record<string, string> {
  return Object.values(value).every((one) => typeof one === 'string');
}
