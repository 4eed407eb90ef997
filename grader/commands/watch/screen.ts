import fs from 'node:fs';
import type { Paint } from '../../report/paint.ts';

const CLEAR = '\x1b[H\x1b[2J';
const CLEAR_LINE = '\r\x1b[2K';
const CTRL_C = '\x03';
const CTRL_D = '\x04';
const INTERRUPTED = 130;

/** Where the watcher shows what it has found. */
export interface Screen {
  /** Whether somebody can press keys: else what is shown says what to type. */
  readonly hasKeys: boolean;
  /** Shows a page, and the keys below it. */
  page(text: string, keys: string): void;
  /** What goes on now. */
  busy(line: string): void;
}

/** What the person in front of the screen does. */
export interface Person {
  press(key: string): void;
  /** Goes away, or wants to end: with this exit status. */
  leave(status: number): void;
}

/** A terminal shows pages and takes keys; anything else gets one block after the other. */
export function openScreen(plain: boolean, paint: Paint, person: Person): Screen {
  // Whoever closes what we print to has seen enough.
  process.stdout.on('error', () => person.leave(0));
  const isTerminal =
    process.stdin.isTTY === true && process.stdout.isTTY === true && process.env.TERM !== 'dumb';
  if (isTerminal && !plain) return terminal(paint, person);
  leaveWithInput(person);
  return {
    hasKeys: false,
    page: (text) => void process.stdout.write(`${text}\n`),
    busy: (line) => void process.stdout.write(`${line}\n\n`),
  };
}

/** Started by another program that then goes away, it goes too. A file or /dev/null says nothing of that. */
function leaveWithInput(person: Person): void {
  if (process.stdin.isTTY) return;
  try {
    const input = fs.fstatSync(0);
    if (!input.isFIFO() && !input.isSocket()) return;
  } catch {
    return; // it has no input at all
  }
  process.stdin.on('end', () => person.leave(0)).on('error', () => person.leave(0));
  process.stdin.resume();
}

function terminal(paint: Paint, person: Person): Screen {
  const { stdin, stdout } = process;
  const raw = (on: boolean) => {
    try {
      stdin.setRawMode(on);
    } catch {
      // The terminal has gone, and its mode with it.
    }
  };
  raw(true);
  // However the process ends, but by SIGKILL, it comes by here.
  process.on('exit', () => {
    raw(false);
    stdout.write('\n');
  });
  // After Ctrl-Z from elsewhere and fg, the shell has set the mode that it likes.
  if (process.platform !== 'win32') process.on('SIGCONT', () => raw(true));
  stdin.setEncoding('utf8');
  stdin.on('data', (text) => {
    for (const key of keysIn(String(text))) {
      if (key === CTRL_C) person.leave(INTERRUPTED);
      else if (key === CTRL_D) person.leave(0);
      else person.press(key);
    }
  });
  stdin.on('end', () => person.leave(0)).on('error', () => person.leave(0));
  const cut = (line: string) => paint.faint(line.slice(0, Math.max(20, stdout.columns - 1)));
  return {
    hasKeys: true,
    page: (text, keys) => void stdout.write(`${CLEAR}${text}\n${cut(keys)}`),
    busy: (line) => void stdout.write(`${CLEAR_LINE}${cut(line)}`),
  };
}

/** The keys in what a terminal sends at once. Arrows and the like are several characters and no key of ours. */
function keysIn(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a terminal sends
  return [...text.replace(/\x1b(?:[[O][0-9;]*[A-Za-z~])?/g, '')].map((key) => key.toLowerCase());
}
