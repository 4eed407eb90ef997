import type { Step } from '../submission/protocol.ts';
import { type Argument, type Given, toWire, type Value } from '../submission/values.ts';
import { show, showCall } from './show.ts';

/** Calls to make one after the other: of one object of the learner's, or of functions. */
export class Script {
  readonly steps: { step: Step; called: string }[] = [];
  readonly #object = `object ${Math.random()}`;

  /** With a name: `new name(...args)`, and call() goes to that object. */
  constructor(name?: string, ...args: Value[]) {
    if (name === undefined) return;
    const step: Step = { do: 'new', name, args: args.map(toWire), keep: this.#object };
    this.#add(step, showCall(`new ${name}`, args));
  }

  /** Calls an exported function. */
  invoke(name: string, ...args: Given[]): this {
    return this.#add({ do: 'call', name, args: args.map(toWire) }, showCall(name, args));
  }

  /** As call(), for results too large to carry: what comes back is their digest. */
  callForDigest(name: string, ...args: Given[]): this {
    const step: Step = {
      do: 'method',
      on: this.#object,
      name,
      args: args.map(toWire),
      digest: true,
    };
    return this.#add(step, showCall(name, args));
  }

  call(name: string, ...args: Given[]): this {
    return this.#add(
      { do: 'method', on: this.#object, name, args: args.map(toWire) },
      showCall(name, args),
    );
  }

  /** As call(), for a call that may throw: what stands behind it is called all the same. */
  tryCall(name: string, ...args: Given[]): this {
    return this.#add(
      { do: 'try', on: this.#object, name, args: args.map(toWire) },
      showCall(name, args),
    );
  }

  /** Calls a method once for each `size` bytes; the digest of all that the calls return comes back. */
  feedForDigest(name: string, bytes: Uint8Array, size: number): this {
    const each = size === 1 ? 'one byte at a time' : `${size} bytes at a time`;
    return this.#add(
      { do: 'feed', on: this.#object, name, bytes: toWire(bytes), size, digest: true },
      `${name}() with ${show(bytes)}, ${each}`,
    );
  }

  /** Changes the bytes that were passed as this argument, as a caller that reuses its buffer does. */
  overwrite(argument: Argument): this {
    return this.#add(
      { do: 'overwrite', argument: argument.name, byte: 0xee },
      'the caller overwrites its chunk',
    );
  }

  #add(step: Step, called: string): this {
    this.steps.push({ step, called });
    return this;
  }
}
