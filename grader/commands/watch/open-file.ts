import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Io } from '../io.ts';

/** What opens a file in the program that the person has for it; undefined where nothing plainly does. */
function opener(env: NodeJS.ProcessEnv): { command: string; words: string[] } | undefined {
  if (env.SSH_CONNECTION || env.SSH_TTY) return undefined; // it would open where nobody sits
  if (process.platform === 'darwin') return { command: 'open', words: [] };
  if (process.platform === 'win32') return { command: 'cmd', words: ['/c', 'start', ''] };
  if (env.DISPLAY || env.WAYLAND_DISPLAY) return { command: 'xdg-open', words: [] };
  return undefined;
}

/** Opens a file of the workbook outside of the terminal; says what came of it, or which `place` to open. */
export async function openFile(file: string, place: string, io: Io): Promise<string> {
  const found = opener(process.env);
  if (!found) return `No desktop to open it on. Open ${place} in your editor.`;
  const { command, words } = found;
  // It belongs to the person from now on, and stays when the watcher ends.
  const child = spawn(command, [...words, path.normalize(file)], {
    cwd: io.root,
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
  return new Promise((resolve) => {
    child.once('error', () => resolve(`${command} is not there. Open ${place} in your editor.`));
    child.once('spawn', () => resolve(`Opened ${file} with ${command}.`));
  });
}
