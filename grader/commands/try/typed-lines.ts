import { on } from 'node:events';
import readline from 'node:readline';

/** The lines that a person types, or that come through a pipe, until their end. */
export interface TypedLines {
  lines: AsyncGenerator<string>;
  close(): void;
}

export function openLines(): TypedLines {
  const input = readline.createInterface({ input: process.stdin });
  // readline's own iterator loses the lines that come before the first is asked for.
  const typed = on(input, 'line', { close: ['close'] });
  return { lines: texts(typed), close: () => input.close() };
}

async function* texts(typed: AsyncIterable<unknown[]>): AsyncGenerator<string> {
  for await (const [line] of typed) yield String(line);
}
