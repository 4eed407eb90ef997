import dgram from 'node:dgram';
import net from 'node:net';
import type { Wire, WireError } from '../protocol.ts';
import { numberToWire } from '../values.ts';

const MOST_VALUES = 1_000_000;
const MOST_DEPTH = 12;
const MOST_TEXT = 64 * 1024 * 1024;

/**
 * Turns whatever the learner's code gave back into JSON. It may be anything: a proxy, a getter that
 * throws, a cycle, a value of any size. What cannot be carried is named instead.
 */
export function describe(value: unknown): Wire {
  const budget = { values: MOST_VALUES, text: MOST_TEXT };
  try {
    return carry(value, 0, budget);
  } catch (error) {
    return { $: 'other', what: `a value that cannot be read (${describeError(error).message})` };
  }
}

function carry(value: unknown, depth: number, budget: { values: number; text: number }): Wire {
  if (--budget.values < 0) return { $: 'other', what: `more than ${MOST_VALUES} values` };
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      budget.text -= value.length;
      return budget.text < 0 ? { $: 'other', what: 'a text of more than 64 MiB' } : value;
    case 'number':
      return numberToWire(value);
    case 'bigint':
      return { $: 'bigint', text: String(value) };
    case 'undefined':
      return { $: 'undefined' };
    case 'function':
      return { $: 'other', what: `a function${value.name ? ` (${value.name})` : ''}` };
    case 'symbol':
      return { $: 'other', what: 'a symbol' };
    case 'object':
      return value === null ? null : carryObject(value, depth, budget);
  }
}

function carryObject(value: object, depth: number, budget: { values: number; text: number }): Wire {
  if (value instanceof Uint8Array) {
    budget.text -= value.byteLength;
    if (budget.text < 0) return { $: 'other', what: 'more than 64 MiB of bytes' };
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { $: 'bytes', base64: bytes.toString('base64'), buffer: Buffer.isBuffer(value) };
  }
  if (value instanceof net.Server)
    return carryServer('a net.Server', () => value.address(), value.listening);
  if (value instanceof dgram.Socket)
    return carryServer('a dgram.Socket', () => value.address(), true);
  if (depth >= MOST_DEPTH) return { $: 'other', what: 'an object nested too deeply, or in itself' };
  if (Array.isArray(value)) return Array.from(value, (item) => carry(item, depth + 1, budget));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return { $: 'other', what: aName(value) };
  }
  const entries = Object.entries(value).map(([key, item]): [string, Wire] => [
    key,
    carry(item, depth + 1, budget),
  ]);
  return { $: 'object', entries };
}

function carryServer(what: string, address: () => unknown, listening: boolean): Wire {
  let bound: unknown;
  try {
    bound = address();
  } catch {
    // dgram's address() throws EBADF where the socket is not bound
  }
  if (typeof bound !== 'object' || bound === null) return { $: 'other', what, listening: false };
  const { address: host, port } = bound as { address?: unknown; port?: unknown };
  if (typeof host !== 'string' || typeof port !== 'number') return { $: 'other', what, listening };
  return { $: 'other', what, address: { host, port }, listening };
}

function aName(value: object): string {
  const name = String(value.constructor?.name ?? 'object');
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** The built-in classes, kept from before the learner's code could replace them. */
const CLASSES = [TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, Error];

export function describeError(error: unknown): WireError {
  try {
    if (!(error instanceof Error)) {
      const message = typeof error === 'string' ? error : JSON.stringify(error);
      return { name: '', message: String(message).slice(0, 2000), code: '', stack: '', kinds: [] };
    }
    return {
      name: String(error.name).slice(0, 200),
      message: String(error.message).slice(0, 2000),
      code: 'code' in error ? String(error.code).slice(0, 200) : '',
      stack: String(error.stack).slice(0, 8000),
      kinds: CLASSES.filter((kind) => error instanceof kind).map((kind) => kind.name),
    };
  } catch {
    return { name: '', message: 'an error that cannot be read', code: '', stack: '', kinds: [] };
  }
}
