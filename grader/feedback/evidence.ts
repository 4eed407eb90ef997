import type { Exchange } from '../report/results.ts';

/** What a check found wrong, as observed: the stuff that causes are recognised from and messages made of. */
export interface Evidence {
  /** Which of the learner's servers was played with. */
  server?: string;
  /** The call that was made, such as byteLength("你好"). */
  called?: string;
  /** What the call was given, or what was sent, where it was bytes. */
  sent?: Uint8Array;
  /** What happened, drawn by the check itself, line by line: where time did not run, no exchange can show it. */
  drawn?: string[];
  /** The chunks that a stream came in, as the receiver saw them. */
  arrived?: string[];
  expected?: Shown;
  received?: Shown;
  /** Whoever waited, for what and how long, in one sentence or two. */
  waited?: string;
  /** What else was observed: the end of the process, an error thrown, a place that was not free. */
  happened?: string[];
  /** How the learner's process ended, where it did. */
  ended?: { reason: string; code: string; message: string };
  /** Facts by which a check's own causes are told apart. */
  facts?: Record<string, string | number | boolean>;
}

/** One side of expected against received: bytes and how the stream stood after them, or a value in words. */
export type Shown =
  | { bytes: Uint8Array; end?: string; remark?: string }
  | { text: string; value?: unknown; remark?: string };

/** Thrown by an expectation that does not hold. */
export class Failure extends Error {
  readonly evidence: Evidence;

  constructor(evidence: Evidence) {
    super('the check failed');
    this.evidence = evidence;
  }

  /** The same failure with more that was seen. Facts stand beside those that it has. */
  with(more: Partial<Evidence>): Failure {
    const facts = { ...this.evidence.facts, ...more.facts };
    return new Failure({ ...this.evidence, ...more, facts });
  }
}

/** A misconception, and how it shows in the evidence. */
export interface Cause {
  id: string;
  /** The cause in the learner's words with its evidence, or undefined where the evidence does not tell it. */
  explain(evidence: Evidence, exchange: Exchange): string | undefined;
  /** What to do about it, where the check's own next step would not fit. */
  next?: string;
  /** The heading of the lesson that tells of it, as its anchor, where the check's own does not. */
  lesson?: string;
}

/** The bytes on both sides, where both sides are bytes. */
export function bothBytes(evidence: Evidence): { expected: Buffer; received: Buffer } | undefined {
  const { expected, received } = evidence;
  if (!expected || !received || !('bytes' in expected) || !('bytes' in received)) return undefined;
  return { expected: Buffer.from(expected.bytes), received: Buffer.from(received.bytes) };
}

/** The values on both sides, where both sides are values. */
export function bothValues(
  evidence: Evidence,
): { expected: unknown; received: unknown } | undefined {
  const { expected, received } = evidence;
  if (!expected || !received || !('text' in expected) || !('text' in received)) return undefined;
  return { expected: expected.value, received: received.value };
}

/** What came, in words; '' where bytes came, or nothing. */
export function receivedText({ received }: Pick<Evidence, 'received'>): string {
  return received && 'text' in received ? received.text : '';
}

/** An error as it came from the learner's process; `kinds` are the built-in classes it is an instance of. */
export interface ReceivedError {
  name: string;
  message: string;
  /** '' where it has none. */
  code: string;
  kinds: string[];
}

/** The error that came in the place of a value. */
export function receivedError({ received }: Pick<Evidence, 'received'>): ReceivedError | undefined {
  const value = received && 'text' in received ? received.value : undefined;
  return isError(value) ? value : undefined;
}

function isError(value: unknown): value is ReceivedError {
  if (typeof value !== 'object' || value === null) return false;
  if (!('kinds' in value) || !Array.isArray(value.kinds)) return false;
  return ['name', 'message', 'code'].every((part) => typeof Reflect.get(value, part) === 'string');
}
