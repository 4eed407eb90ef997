import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from './course.ts';

/** `npm run try`, without npm: what it says on each stream, and how it ends. */
export function start(...words: string[]) {
  const child = spawn(process.execPath, [path.join(ROOT, 'grader', 'start.mjs'), 'try', ...words], {
    cwd: ROOT,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const ended = once(child, 'close').then(([status, signal]) => ({ status, signal, ...said }));
  const heard = async (pattern: RegExp, stream: 'stdout' | 'stderr' = 'stdout') => {
    for (;;) {
      const found = pattern.exec(said[stream]);
      if (found) return found;
      await once(child[stream], 'data');
    }
  };
  return { child, ended, heard };
}

/** A server of the solutions that listens already. `announced` is all that it said first, with PORT for its port. */
export async function serving(...words: string[]) {
  const server = start(...words, '--from', 'solutions');
  const [, port = ''] = await server.heard(/listens on 127\.0\.0\.1:(\d+)\. Ctrl-C ends it\.\n/);
  const [announced] = await server.heard(/^[\s\S]*?\n\n/);
  return { ...server, port, announced: announced.replaceAll(port, 'PORT') };
}

/** A client of the solutions that has typed all it types, when it has ended. */
export function talked(words: string[], typed: string) {
  const client = start(...words, '--from', 'solutions');
  client.child.stdin.end(typed);
  return client.ended;
}

/** The arrows of a ladder, without their times. */
export function arrows(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line.includes('│'))
    .map((line) =>
      line
        .replace(/^ *[\d.]+ ms +/, '')
        .replaceAll('─', '')
        .replace(/ +/g, ' '),
    );
}
