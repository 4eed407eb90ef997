import type { Trace } from '../../vocabulary.ts';
import type { Heard } from './story.ts';

/** A promise that was broken: which, what was expected in its place, and what tells the causes apart. */
export interface Broken {
  rule: string;
  expected: string;
  received: string;
  facts: Record<string, string | number | boolean>;
}

/** The same, with the number of the call in the trace that broke it. */
export interface Finding extends Broken {
  call: number;
  /** Where it is about one segment: its number, and the ACKs that acknowledged nothing since it is the oldest. */
  oldest?: number;
  heard?: readonly Heard[];
  /** The error that ended it, where one was thrown. */
  error?: Trace['error'];
}

export function broken(
  rule: string,
  expected: string,
  received: string,
  facts: Broken['facts'] = {},
): Broken {
  return { rule, expected, received, facts };
}

/** "once", "2 times". */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
