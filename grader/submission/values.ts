import type { Wire, WireTagged } from './protocol.ts';

/** A value the grader can name but not look into: a function, a promise, an object of a class. */
export class Other {
  readonly what: string;
  /** Where it listens, if it is a server or a socket that does. */
  readonly address: { host: string; port: number } | undefined;
  readonly listening: boolean;

  constructor(what: string, address?: { host: string; port: number }, listening = false) {
    this.what = what;
    this.address = address;
    this.listening = listening;
  }
}

/** Something that is kept in the submission's process (a socket), passed to its functions as it is there. */
export class Reference {
  static #count = 0;
  readonly name: string;
  /** What a call shows in its place. */
  readonly shown: string;

  constructor(shown: string) {
    this.shown = shown;
    this.name = `${shown} ${Reference.#count++}`;
  }
}

/** What a submission can be given and can give back. Bytes come back as Buffers. */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Other
  | Value[]
  | { [key: string]: Value };

/** Bytes handed to the learner's code under a name, so that a later step can overwrite them. */
export class Argument {
  readonly name: string;
  readonly bytes: Uint8Array;

  constructor(name: string, bytes: Uint8Array) {
    this.name = name;
    this.bytes = bytes;
  }
}

/** Many bytes made of few: they are put together where they are used. */
export class Repeated {
  readonly bytes: Uint8Array;
  readonly times: number;

  constructor(bytes: Uint8Array, times: number) {
    this.bytes = bytes;
    this.times = times;
  }
}

/** What a call can be given. */
export type Given = Value | Argument | Repeated | Reference | { [key: string]: Given };

export function toWire(value: Given): Wire {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (value === undefined) return { $: 'undefined' };
  if (typeof value === 'bigint') return { $: 'bigint', text: String(value) };
  if (typeof value === 'number') return numberToWire(value);
  if (value instanceof Repeated) {
    return {
      $: 'repeated',
      base64: Buffer.from(value.bytes).toString('base64'),
      times: value.times,
    };
  }
  if (value instanceof Reference) return { $: 'kept', name: value.name };
  if (value instanceof Argument) return { ...bytesToWire(value.bytes), argument: value.name };
  if (value instanceof Uint8Array) return bytesToWire(value);
  if (Array.isArray(value)) return value.map(toWire);
  if (value instanceof Other) return { $: 'other', what: value.what };
  return { $: 'object', entries: Object.entries(value).map(([key, item]) => [key, toWire(item)]) };
}

/** Plain JSON would turn NaN and the infinities into null, and -0 into 0. */
export function numberToWire(value: number): Wire {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  return { $: 'number', text: Object.is(value, -0) ? '-0' : String(value) };
}

function bytesToWire(bytes: Uint8Array): { $: 'bytes'; base64: string; buffer: boolean } {
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return { $: 'bytes', base64, buffer: Buffer.isBuffer(bytes) };
}

export function fromWire(wire: Wire): Value {
  if (Array.isArray(wire)) return wire.map(fromWire);
  if (wire === null || typeof wire !== 'object') return wire;
  return fromTagged(wire);
}

function fromTagged(wire: WireTagged): Value {
  switch (wire.$) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(wire.text);
    case 'bigint':
      return BigInt(wire.text);
    case 'bytes': {
      const bytes = Buffer.from(wire.base64, 'base64');
      return wire.buffer ? bytes : new Uint8Array(bytes);
    }
    case 'repeated': {
      const bytes = Buffer.from(wire.base64, 'base64');
      return Buffer.alloc(bytes.length * wire.times, bytes);
    }
    case 'object':
      return Object.fromEntries(wire.entries.map(([key, item]) => [key, fromWire(item)]));
    case 'kept':
      return new Other(wire.name);
    case 'other':
      return new Other(wire.what, wire.address, wire.listening);
  }
}
