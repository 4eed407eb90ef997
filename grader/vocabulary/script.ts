import type { Step } from '../submission/protocol.ts';
import { type Argument, type Given, Reference, toWire, type Value } from '../submission/values.ts';
import { inSteps, show, showCall } from './show.ts';

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

  /**
   * Makes a socket in memory, at which these chunks arrive one by one, and then FIN if so told. No
   * call is shown for it: the check tells what arrived.
   */
  stream(socket: Reference, chunks: readonly Uint8Array[], fin: boolean): this {
    const step: Step = { do: 'stream', chunks: chunks.map(toWire), fin, keep: socket.name };
    return this.#add(step, '');
  }

  /** Waits until so many bytes have arrived at a socket. */
  arrived(socket: Reference, bytesRead: number): this {
    return this.#add({ do: 'inspect', on: socket.name, bytesRead }, '');
  }

  /** Calls an exported function that gives an iterable, and iterates over it: to its end, or `most` values. */
  iterate(name: string, args: readonly Given[], most?: number): this {
    const iterable = new Reference(name);
    const call: Step = { do: 'call', name, args: args.map(toWire), keep: iterable.name };
    const loop: Step = {
      do: 'collect',
      on: iterable.name,
      ...(most === undefined ? {} : { most }),
    };
    const left = most === undefined ? '' : `, left after ${most}`;
    return this.#add(call, showCall(name, args)).#add(loop, `for await … of it${left}`);
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
    return this.#add(
      { do: 'feed', on: this.#object, name, bytes: toWire(bytes), size, digest: true },
      `${name}() with ${show(bytes)}, ${inSteps(size)}`,
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
