import os from 'node:os';
import path from 'node:path';
import { UsageError } from '../io.ts';
import type { Plan } from './plan.ts';

const PIPES = '\\\\.\\pipe\\';

/** The path that the person gave, or one that both sides choose alike; on Windows the name of a pipe. */
export function choosePath(word: string | undefined, socketName: string, cwd: string): string {
  if (process.platform === 'win32') {
    const name = word ?? socketName;
    return name.startsWith('\\\\') ? name : PIPES + name;
  }
  return word === undefined ? path.join(os.tmpdir(), socketName) : path.resolve(cwd, word);
}

/** Throws UsageError where a port was asked for. */
export function refusePort({ unit, name, port }: Plan): void {
  if (port === undefined) return;
  throw new UsageError(
    `${unit.slug} has paths in the place of ports: npm run try -- ${unit.number} ${name} PATH`,
  );
}
