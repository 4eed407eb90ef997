import type { Step } from '../submission/protocol.ts';
import { type Argument, toWire, type Value } from '../submission/values.ts';
import { show, showCall } from './show.ts';

/** What to do with one object of the learner's, step by step: construct it, call its methods. */
export class Script {
  readonly steps: { step: Step; called: string }[] = [];
  readonly #object: string;

  /** `new name(...args)`; the calls that follow go to this object. */
  constructor(name: string, ...args: Value[]) {
    this.#object = `object ${Math.random()}`;
    this.#add(
      { do: 'new', name, args: args.map(toWire), keep: this.#object },
      showCall(`new ${name}`, args),
    );
  }

  call(name: string, ...args: (Value | Argument)[]): this {
    return this.#add(
      { do: 'method', on: this.#object, name, args: args.map(toWire) },
      showCall(name, args),
    );
  }

  /** Calls a method once for each `size` bytes; what the calls return is one list. */
  feed(name: string, bytes: Uint8Array, size: number): this {
    const each = size === 1 ? 'one byte at a time' : `${size} bytes at a time`;
    return this.#add(
      { do: 'feed', on: this.#object, name, bytes: toWire(bytes), size },
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
