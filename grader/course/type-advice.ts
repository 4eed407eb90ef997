import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const MOST_LINES = 3;
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
 */
export async function typeAdvice(file: string, root: string, cache: string): Promise<string[]> {
  const key = createHash('sha256')
    .update(file)
    .update(fs.readFileSync(file))
    .digest('hex')
    .slice(0, 32);
  const kept = path.join(cache, 'types', `${key}.json`);
  try {
    return JSON.parse(fs.readFileSync(kept, 'utf8')) as string[];
  } catch {
    const lines = await askTypeScript(file, root);
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    fs.writeFileSync(kept, JSON.stringify(lines));
    return lines;
  }
}

function askTypeScript(file: string, root: string): Promise<string[]> {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const words = [
    tsc,
    '--ignoreConfig',
    ...OPTIONS,
    ...STYLE,
    '--typeRoots',
    path.join(root, 'node_modules', '@types'),
    file,
  ];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      words,
      { cwd: path.dirname(file), timeout: 20_000 },
      (_error, stdout) => {
        const lines = stdout.split(/\r?\n/).filter((line) => /\(\d+,\d+\): error TS\d+/.test(line));
        const shown = lines.slice(0, MOST_LINES).map(tidy);
        resolve(
          lines.length > MOST_LINES ? [...shown, `… and ${lines.length - MOST_LINES} more`] : shown,
        );
      },
    );
  });
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
