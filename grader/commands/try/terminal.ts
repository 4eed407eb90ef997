import type { Terminal } from '../../vocabulary/programs.ts';
import type { Io } from '../io.ts';
import { tellError } from './own-error.ts';
import { openLines, type TypedLines } from './typed-lines.ts';

/** The person's terminal, whose lines are read from when a program first asks for them. */
export function openTerminal(io: Io): Terminal & { close(): void } {
  let input: TypedLines | undefined;
  return {
    get lines() {
      input ??= openLines();
      return input.lines;
    },
    print: io.print,
    failed: (error) => io.warn(tellError(error)),
    close: () => input?.close(),
  };
}
