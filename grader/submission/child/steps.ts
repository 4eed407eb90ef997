import dgram from 'node:dgram';
import net from 'node:net';
import { digestOf } from '../digest.ts';
import type { Outcome, Step, Wire, WireTagged } from '../protocol.ts';
import { fromWire } from '../values.ts';
import { Begun } from './begun.ts';
import { argumentsOf, callback, countCalls, settle } from './callbacks.ts';
import { describe, describeError } from './describe.ts';
import { playScene } from './network.ts';
import { connect, inspect, stream } from './sockets.ts';

/** What one program of steps can use: the learner's exports, and what earlier steps kept. */
export interface Scope {
  exports: Record<string, unknown>;
  kept: Map<string, unknown>;
  /** The step that was begun last, to tell which one does not end. Looking at a socket is none. */
  doing: { program: number; step: number };
}

const memoryUsage = process.memoryUsage.bind(process);

/**
 * Does the steps in order and stops at the first that throws, unless it was only tried. With `late`, results are read only when
 * all steps are done: what changes after it was handed out is then seen as it became.
 */
export async function runSteps(
  steps: Step[],
  scope: Scope,
  late: boolean,
  measure: boolean,
  program = 0,
): Promise<Outcome[]> {
  const args = new Map<string, Uint8Array>();
  const outcomes: (() => Outcome)[] = [];
  let stopped = false;
  for (const [at, step] of steps.entries()) {
    if (stopped) {
      outcomes.push(() => ({ kind: 'skipped' }));
      continue;
    }
    // From here on a promise that is settled too early is seen before the events it should have waited for.
    await null;
    const before = measure ? memoryUsage().arrayBuffers : 0;
    const allocated = () => (measure ? memoryUsage().arrayBuffers - before : 0);
    if (step.do !== 'inspect') scope.doing = { program, step: at };
    let promised = false;
    try {
      const given = perform(step, scope, args);
      promised = isThenable(given);
      const came = promised ? await given : given;
      const value = 'digest' in step && step.digest ? digestValue(came) : came;
      const grown = allocated();
      if ('keep' in step && step.keep) scope.kept.set(step.keep, value);
      const outcome = (): Outcome => ({
        kind: 'returned',
        value: describe(value),
        promised,
        allocated: grown,
      });
      const early = late ? undefined : outcome();
      outcomes.push(early ? () => early : outcome);
    } catch (error) {
      const told = describeError(error);
      const threw: Outcome = { kind: 'threw', error: told, promised, allocated: allocated() };
      outcomes.push(() => threw);
      stopped = step.do !== 'try';
    }
  }
  return outcomes.map((outcome) => outcome());
}

/** The digest of bytes or of a list of bytes; any other value as it is. */
function digestValue(value: unknown): unknown {
  const parts: unknown[] = Array.isArray(value) ? value : [value];
  const isBytes = (part: unknown): part is Uint8Array => part instanceof Uint8Array;
  return parts.every(isBytes) ? digestOf(parts) : value;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}

function perform(step: Step, scope: Scope, args: Map<string, Uint8Array>): unknown {
  const given = (wires: readonly Wire[]) => wires.map((wire) => toArgument(wire, args, scope));
  switch (step.do) {
    case 'call':
      return callable(scope.exports[step.name], step.name)(...given(step.args));
    case 'new': {
      const made = scope.exports[step.name];
      return Reflect.construct(callable(made, step.name), given(step.args));
    }
    case 'method':
    case 'try':
      return method(scope, step.on, step.name)(...given(step.args));
    case 'begin':
      return new Begun(method(scope, step.on, step.name)(...given(step.args)));
    case 'settled':
      return Begun.of(scope.kept.get(step.on)).settled;
    case 'came':
      return Begun.of(scope.kept.get(step.on)).given;
    case 'feed':
      return feed(method(scope, step.on, step.name), given([step.bytes])[0], step.size);
    case 'connect':
      return connect(step.host, step.port);
    case 'abortable':
      return new AbortController();
    case 'stream':
      return stream(step.chunks, step.fin);
    case 'inspect':
      return inspect(scope.kept.get(step.on), step.bytesRead, scope.doing);
    case 'collect':
      return collect(take(scope, step.on), step.most);
    case 'next':
      return next(scope, step.on);
    case 'callback':
      return callback();
    case 'count':
      return countCalls(scope.kept.get(step.on));
    case 'arguments':
      return argumentsOf(scope.kept.get(step.on), step.n);
    case 'settle': {
      const value = step.value === undefined ? undefined : fromWire(step.value);
      return settle(scope.kept.get(step.on), step.n, { ...step, value });
    }
    case 'overwrite':
      args.get(step.argument)?.fill(step.byte);
      return undefined;
    case 'scenes':
      return JSON.stringify(step.scenes.map((scene) => playScene(scene, scope.exports)));
    case 'dispose':
      return dispose(scope, step.on);
  }
}

function toArgument(wire: Wire, args: Map<string, Uint8Array>, scope: Scope): unknown {
  if (isKept(wire)) {
    const kept = scope.kept.get(wire.name);
    return kept instanceof AbortController ? kept.signal : kept;
  }
  if (isObject(wire)) {
    const entries = wire.entries.map(([key, item]) => [key, toArgument(item, args, scope)]);
    return Object.fromEntries(entries);
  }
  const value = fromWire(wire);
  if (
    value instanceof Uint8Array &&
    wire !== null &&
    typeof wire === 'object' &&
    'argument' in wire
  ) {
    if (wire.argument) args.set(wire.argument, value);
  }
  return value;
}

function isKept(wire: Wire): wire is WireTagged & { $: 'kept' } {
  return typeof wire === 'object' && wire !== null && '$' in wire && wire.$ === 'kept';
}

function isObject(wire: Wire): wire is WireTagged & { $: 'object' } {
  return typeof wire === 'object' && wire !== null && '$' in wire && wire.$ === 'object';
}

type Callable = (...args: unknown[]) => unknown;

function callable(value: unknown, name: string): Callable {
  if (typeof value !== 'function') throw new TypeError(`${name} is not a function`);
  return value as Callable;
}

function method(scope: Scope, on: string, name: string): Callable {
  const object = scope.kept.get(on);
  if (typeof object !== 'object' || object === null)
    throw new TypeError(`${name}() was asked of ${typeof object}`);
  const found: unknown = Reflect.get(object, name);
  return callable(found, name).bind(object);
}

function feed(push: Callable, bytes: unknown, size: number): unknown[] {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('feed takes bytes');
  const joined: unknown[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const returned = push(bytes.slice(at, at + size));
    if (!Array.isArray(returned)) return [returned];
    for (const item of returned) joined.push(item);
  }
  return joined;
}

/** Iterators are kept beside what they iterate, so that each `next` step goes on where the last ended. */
function next(scope: Scope, on: string): unknown {
  let iterator = scope.kept.get(`${on}/iterator`);
  if (iterator === undefined) {
    const iterable = scope.kept.get(on);
    if (typeof iterable !== 'object' || iterable === null)
      throw new TypeError(`${typeof iterable} is not iterable`);
    const key = Symbol.asyncIterator in iterable ? Symbol.asyncIterator : Symbol.iterator;
    iterator = callable(Reflect.get(iterable, key), '[Symbol.asyncIterator]').call(iterable);
    scope.kept.set(`${on}/iterator`, iterator);
  }
  return method(scope, `${on}/iterator`, 'next')();
}

/** What was kept, which nobody will ask for again. */
function take(scope: Scope, name: string): unknown {
  const value = scope.kept.get(name);
  scope.kept.delete(name);
  return value;
}

/** `for await`, as a learner's own code would use what it was given. */
async function collect(iterable: unknown, most = Number.POSITIVE_INFINITY): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of iterable as AsyncIterable<unknown>) {
    values.push(value);
    if (values.length >= most) break;
  }
  return values;
}

function dispose(scope: Scope, on: string): undefined {
  const value = scope.kept.get(on);
  scope.kept.delete(on);
  scope.kept.delete(`${on}/iterator`);
  try {
    if (value instanceof net.Server || value instanceof dgram.Socket) value.close();
    if (value instanceof net.Socket) value.destroy();
  } catch {
    // already closed by the learner's code
  }
}
