import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const COURSE = 'network-workbook';

/** A folder that holds the course, whichever version. */
export interface Workbook {
  folder: string;
  version: string;
  /** The oldest Node that it runs on. */
  node: string;
  /** Its units: those that have a stub. */
  slugs: string[];
}

/** An upgrade that cannot be: why, and what to do. Nothing was changed when it is thrown. */
export class Refused extends Error {}

/** Reads which version of the course a folder holds; undefined where it holds none. */
export function readWorkbook(folder: string): Workbook | undefined {
  const manifest = readManifest(path.join(folder, 'package.json'));
  const units = path.join(folder, 'grader', 'units');
  if (!manifest || !fs.existsSync(units)) return undefined;
  const slugs = fs
    .readdirSync(units)
    .filter((slug) => fs.existsSync(path.join(units, slug, 'stub.ts')))
    .sort();
  return slugs.length === 0 ? undefined : { folder, ...manifest, slugs };
}

function readManifest(file: string): Pick<Workbook, 'version' | 'node'> | undefined {
  const manifest = readJson(file);
  const version = field(manifest, 'version');
  if (field(manifest, 'name') !== COURSE || typeof version !== 'string') return undefined;
  if (!/^\d+\.\d+\.\d+/.test(version)) return undefined;
  const node = field(field(manifest, 'engines'), 'node');
  const [oldest = '0'] = /\d+(\.\d+)*/.exec(typeof node === 'string' ? node : '') ?? [];
  return { version, node: oldest };
}

/** What a file holds as JSON; undefined where there is none, or it is none. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A field of an object, or of nothing. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Below 0 where the first version is the older, above 0 where it is the newer; 1.0.0-rc is before 1.0.0. */
export function compareVersions(one: string, other: string): number {
  const numbers = (version: string) => version.split(/[.+-]/, 3).map(Number);
  const [a, b] = [numbers(one), numbers(other)];
  const at = [0, 1, 2].find((i) => (a[i] ?? 0) !== (b[i] ?? 0));
  if (at !== undefined) return (a[at] ?? 0) - (b[at] ?? 0);
  const isFinal = (version: string) => (version.includes('-') ? 0 : 1);
  return isFinal(one) - isFinal(other) || (one < other ? -1 : one > other ? 1 : 0);
}

/** What the files of a course come to, by their paths, which have slashes on every platform. */
export type Digests = ReadonlyMap<string, string>;

/** What a workbook holds that no version of the course ships: see .gitignore. */
const NEVER_SHIPPED =
  /^(\.git|node_modules|__MACOSX|\.DS_Store|Thumbs\.db|results\.json|.*\.log|\.progress\..*|\.upgrade.*)$/;
const NOT_SHIPPED_AT_THE_TOP = new Set(['kept', 'exercises']);

/** The files that a version of the course consists of, but for the exercises: those are the stubs. */
export function courseFiles(folder: string): Digests {
  const found = new Map<string, string>();
  const walk = (inside: string) => {
    for (const entry of fs.readdirSync(path.join(folder, inside), { withFileTypes: true })) {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (NEVER_SHIPPED.test(entry.name) || NOT_SHIPPED_AT_THE_TOP.has(name)) continue;
      if (entry.isDirectory()) walk(name);
      else if (entry.isFile()) found.set(name, digest(path.join(folder, name)));
    }
  };
  walk('');
  return found;
}

/** What tells two texts apart, but for white space at the ends of lines, as Windows and editors leave it. */
export function digest(file: string): string {
  const bytes = fs.readFileSync(file);
  const text = bytes.toString('latin1');
  const told = text.includes('\0') ? bytes : text.replace(/[ \t\r]+$/gm, '').replace(/\n+$/, '');
  return createHash('sha256').update(told).digest('hex').slice(0, 32);
}

/** The digest of a file that may not be there. */
export function digestIfThere(file: string): string | undefined {
  return kindOf(file) === 'file' ? digest(file) : undefined;
}

/** What there is at a path; below a file there is nothing. */
export function kindOf(name: string): 'file' | 'folder' | undefined {
  try {
    return fs.statSync(name).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}
