// Wrong on purpose: counts modulo 65,535: after 65534 comes 0.
// check: wraps
// cause: counts-modulo-65535
import {
  decodeSegment,
  encodeSegment,
  type Options,
  type Reception,
} from '../../../../solutions/19-reliable-udp.ts';

export {
  decodeSegment,
  encodeSegment,
  openInbox,
  Rto,
  Sender,
  sendAll,
} from '../../../../solutions/19-reliable-udp.ts';

/** How many steps lead from one number forward to another. */
function distance(from: number, to: number): number {
  return (to - from) & 0xffff;
}

/** The receiving half. It has no clock: it only ever answers. */
export class Receiver {
  readonly #window: number;
  readonly #early = new Map<number, Uint8Array>();
  #expected: number;

  constructor({ window, firstNumber }: Options) {
    this.#window = window;
    this.#expected = firstNumber;
  }

  /** A datagram has come: what is delivered now, in order, and what is answered. */
  receive(datagram: Uint8Array): Reception {
    const segment = decodeSegment(datagram);
    if (segment?.kind !== 'data') return { messages: [], replies: [] };
    if (distance(this.#expected, segment.number) < this.#window)
      this.#early.set(segment.number, segment.payload);
    const messages: Uint8Array[] = [];
    for (let next = this.#early.get(this.#expected); next; next = this.#early.get(this.#expected)) {
      messages.push(next);
      this.#early.delete(this.#expected);
      this.#expected = (this.#expected + 1) % 0xffff;
    }
    // A copy is answered, too: it came because an answer was lost, or late.
    const number = this.#expected;
    return {
      messages,
      replies: [encodeSegment({ kind: 'ack', number, payload: Buffer.alloc(0) })],
    };
  }
}
