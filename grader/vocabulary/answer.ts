import { isDeepStrictEqual } from 'node:util';
import { type Evidence, Failure, type Shown } from '../feedback/evidence.ts';
import type { WireError } from '../submission/protocol.ts';
import { Other, type Value } from '../submission/values.ts';
import { show } from './show.ts';

type Kind = 'TypeError' | 'RangeError' | 'Error';

/** What one call of the learner's code came to: a value, or an error that it threw. */
export class Answer {
  /** The call, as it is shown: byteLength("你好"). */
  readonly called: string;
  readonly value: Value;
  readonly error: WireError | undefined;
  /** Whether the call gave a promise, and `value` or `error` is what that came to. */
  readonly promised: boolean;
  /** Bytes of array buffers that the call allocated, where that was measured. */
  readonly allocated: number;

  constructor(
    called: string,
    came: { value?: Value; error?: WireError; promised?: boolean; allocated?: number },
  ) {
    this.called = called;
    this.value = came.value;
    this.error = came.error;
    this.promised = came.promised ?? false;
    this.allocated = came.allocated ?? 0;
  }

  /** Fails unless the call returned just this, at once. Bytes may come as Buffer or Uint8Array. */
  returns(expected: Value, more: { remark?: string; facts?: Evidence['facts'] } = {}): void {
    if (this.error === undefined && !this.promised && same(this.value, expected)) return;
    this.fail(shown(expected, more.remark), {
      ...more.facts,
      gavePromise: this.promised && !this.error,
    });
  }

  /** Fails unless the promise that the call returned came to just this. */
  resolves(expected: Value, more: { remark?: string; facts?: Evidence['facts'] } = {}): void {
    if (this.error === undefined && this.promised && same(this.value, expected)) return;
    this.fail(shown(expected, more.remark), more.facts);
  }

  /** Fails unless the call threw an error of one of these classes, or its promise was rejected with one. */
  throws(kinds: Kind | readonly Kind[], why: string, facts?: Evidence['facts']): void {
    const wanted = typeof kinds === 'string' ? [kinds] : kinds;
    if (this.error?.kinds.some((kind) => wanted.some((name) => name === kind))) return;
    const { due, expected } = dueOf(kinds, why);
    this.fail({ text: expected }, { ...facts, dueError: due });
  }

  /** As throws(), where the lesson promises a promise: who catches with .catch() hears of nothing else. */
  rejects(kinds: Kind | readonly Kind[], why: string, facts?: Evidence['facts']): void {
    this.throws(kinds, why, facts);
    if (this.promised) return;
    const { expected } = dueOf(kinds, why);
    this.fail({ text: `a promise that is rejected with ${expected}` }, { ...facts, thrown: true });
  }

  /** Fails with this call, what it came to, and what was expected instead. */
  fail(expected: Shown, facts?: Evidence['facts']): never {
    const evidence: Evidence = { called: this.called, expected, received: this.#shown() };
    throw new Failure(facts ? { ...evidence, facts } : evidence);
  }

  #shown(): Shown {
    const { error } = this;
    if (error === undefined) {
      return this.promised ? { ...shown(this.value), remark: 'from a promise' } : shown(this.value);
    }
    if (error.kinds.length === 0)
      return { text: `a throw of something that is no Error: ${cut(error.message)}` };
    return { text: cut(`${error.name}: ${error.message}`), value: error };
  }
}

function dueOf(kinds: Kind | readonly Kind[], why: string): { due: string; expected: string } {
  const due = typeof kinds === 'string' ? kinds : kinds.join(' or ');
  return { due, expected: `${due.startsWith('Error') ? 'an' : 'a'} ${due} (${why})` };
}

/** What came from the learner may be of any length. */
function cut(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 300)} …`;
}

function shown(value: Value, remark?: string): Shown {
  const more = remark === undefined ? {} : { remark };
  if (value instanceof Uint8Array) return { bytes: value, ...more };
  return { text: cut(show(value)), value, ...more };
}

/** Deep equality in which bytes are bytes, whatever class carries them, and -0 is not 0. */
export function same(one: Value, other: Value): boolean {
  return isDeepStrictEqual(plain(one), plain(other));
}

function plain(value: Value): unknown {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') };
  if (value instanceof Other) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
  return value;
}
