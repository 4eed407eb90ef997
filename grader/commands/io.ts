import type { Paint } from '../report/paint.ts';

/** What a command has of the world: where the workbook is, where the person stands, and how to speak. */
export interface Io {
  /** The folder of the workbook. */
  root: string;
  /** The folder of the compiled grader. */
  build: string;
  /** The folder that paths on the command line are relative to. */
  cwd: string;
  paint: Paint;
  /** A line that says what is going on now, replaced by the next; nothing where no terminal shows it. */
  live(text: string): void;
  print(text: string): void;
  /** A line on stderr, about something that went wrong and stops nothing. */
  warn(line: string): void;
  /** Asks a question that is answered by yes or no; undefined where nobody is there to answer. */
  confirm(question: string): Promise<boolean | undefined>;
  /** Resolves at Ctrl-C, which then does not end the process; a second one does. */
  interrupted(): Promise<void>;
}

/** The exit status of the grader. */
export const EXIT = { pass: 0, fail: 1, usage: 2, fault: 3 } as const;

/** Wrong usage: what was expected and what came, for the person who typed it. */
export class UsageError extends Error {}
