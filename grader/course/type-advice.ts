import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { endProcess, rememberProcess } from '../submission/end-process.ts';

const MOST_LINES = 3;
const DEADLINE_MS = 20_000;
const OPTIONS = [
  '--noEmit',
  '--strict',
  '--target',
  'es2023',
  '--module',
  'esnext',
  '--moduleResolution',
  'bundler',
  '--moduleDetection',
  'force',
  '--types',
  'node',
];
const STYLE = ['--allowImportingTsExtensions', '--noUncheckedIndexedAccess', '--pretty', 'false'];

/**
 * What TypeScript says of a file: at most three lines. It is advice, so whatever keeps it from speaking is
 * silent. What it said of the same text before is kept in `cache`: it takes longer than most gradings.
 * With `signal`, whoever no longer wants to know ends it.
 */
export async function typeAdvice(
  file: string,
  root: string,
  cache: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const key = createHash('sha256')
    .update(file)
    .update(fs.readFileSync(file))
    .digest('hex')
    .slice(0, 32);
  const kept = path.join(cache, 'types', `${key}.json`);
  try {
    return JSON.parse(fs.readFileSync(kept, 'utf8')) as string[];
  } catch {
    const lines = await askTypeScript(file, root, signal);
    if (!lines) return [];
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    fs.writeFileSync(kept, JSON.stringify(lines));
    return lines;
  }
}

/** Undefined where it did not come to an end. */
function askTypeScript(
  file: string,
  root: string,
  signal: AbortSignal | undefined,
): Promise<string[] | undefined> {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const types = path.join(root, 'node_modules', '@types');
  const words = [tsc, '--ignoreConfig', ...OPTIONS, ...STYLE, '--typeRoots', types, file];
  // A group of its own: it starts the compiler proper as another process, and both are ended as one.
  const child = spawn(process.execPath, words, {
    cwd: path.dirname(file),
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  rememberProcess(child);
  const stop = () => endProcess(child);
  const deadline = setTimeout(stop, DEADLINE_MS);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (status) => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', stop);
      resolve(status === null ? undefined : complaints(said));
    });
  });
}

function complaints(said: string): string[] {
  const lines = said.split(/\r?\n/).filter((line) => /\(\d+,\d+\): error TS\d+/.test(line));
  const shown = lines.slice(0, MOST_LINES).map(tidy);
  return lines.length > MOST_LINES ? [...shown, `… and ${lines.length - MOST_LINES} more`] : shown;
}

/** `07-echo-server.ts(14,3): error TS2322: …` as `07-echo-server.ts:14:3 …` */
function tidy(line: string): string {
  return line.replace(
    /^(.*?)\((\d+),(\d+)\): error (TS\d+): /,
    (_, name: string, row, column, code) => {
      return `${path.basename(name)}:${row}:${column} ${code}: `;
    },
  );
}
