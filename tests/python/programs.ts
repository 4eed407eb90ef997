import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export const LOOPBACK = { host: '127.0.0.1', port: 0 };
export const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

function start(script: string, words: readonly string[]): ChildProcess {
  const child = spawn(python ?? 'python3', [path.join(import.meta.dirname, script), ...words], {
    env: { ...process.env, PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
  onTestFinished(() => void child.kill());
  return child;
}

/** Runs a Python client of this folder to its end. */
export async function client(
  script: string,
  words: readonly (string | number)[],
  input: string | Buffer = '',
): Promise<{ status: number; stdout: string; stderr: string }> {
  const child = start(script, words.map(String));
  const said = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  child.stdin?.on('error', () => {}).end(input);
  const [status] = await once(child, 'close');
  return { status, ...said };
}

/** Starts a Python server of this folder; it is ended with the test. */
export async function server(
  script: string,
  ...words: string[]
): Promise<{ host: string; port: number }> {
  const child = start(script, words);
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes('\n')) {
    if (child.stdout) await once(child.stdout, 'data');
  }
  return { host: LOOPBACK.host, port: Number(/^port (\d+)/.exec(said)?.[1]) };
}

/** The port of a server of ours that listens. */
export function portOf(listening: { address(): unknown }): number {
  const bound = listening.address();
  if (typeof bound === 'object' && bound !== null && 'port' in bound) return Number(bound.port);
  throw new Error('the server does not listen');
}
