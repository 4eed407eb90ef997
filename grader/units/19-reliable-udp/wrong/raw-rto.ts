// Wrong on purpose: keeps the timeout without its limits, and only gives it back within them.
// check: lost-data
// cause: below-min-rto
import {
  decodeSegment,
  encodeSegment,
  type Options,
} from '../../../../solutions/19-reliable-udp.ts';

export {
  decodeSegment,
  encodeSegment,
  openInbox,
  Receiver,
  Rto,
  sendAll,
} from '../../../../solutions/19-reliable-udp.ts';

const CLOCK_MS = 1;

/** The retransmission timeout of RFC 6298, in ms. */
class RawRto {
  ms: number;
  readonly #least: number;
  readonly #most: number;
  #smoothed: number | undefined;
  #variation = 0;

  constructor({ initialRtoMs, minRtoMs, maxRtoMs }: Options) {
    this.ms = initialRtoMs;
    this.#least = minRtoMs;
    this.#most = maxRtoMs;
  }

  /** A segment that was sent once has been acknowledged after `rttMs`. Returns the timeout from now on. */
  measured(rttMs: number): number {
    if (this.#smoothed === undefined) {
      this.#smoothed = rttMs;
      this.#variation = rttMs / 2;
    } else {
      this.#variation += (Math.abs(this.#smoothed - rttMs) - this.#variation) / 4;
      this.#smoothed += (rttMs - this.#smoothed) / 8;
    }
    return this.#set(this.#smoothed + Math.max(CLOCK_MS, 4 * this.#variation));
  }

  /** The timeout ran out. Returns the next one. */
  backOff(): number {
    return this.#set(this.ms * 2);
  }

  #set(ms: number): number {
    this.ms = ms;
    return Math.min(Math.max(ms, this.#least), this.#most);
  }
}

/** How many steps lead from one number forward to another. */
function distance(from: number, to: number): number {
  return (to - from) & 0xffff;
}

/** A segment on its way. */
interface Flight {
  number: number;
  datagram: Buffer;
  /** The first time: only what was sent once is measured. */
  sentAt: number;
  sends: number;
}

/** The sending half. Each call returns the datagrams to transmit now; times are in ms. */
export class Sender {
  /** When to call wake(); undefined while nothing is on its way. */
  wakeAt: number | undefined;
  readonly #options: Options;
  readonly #rto: RawRto;
  readonly #queue: Uint8Array[] = [];
  readonly #flights: Flight[] = [];
  #next: number;
  #duplicates = 0;
  #failed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#rto = new RawRto(options);
    this.#next = options.firstNumber;
  }

  /** idle: all is acknowledged. failed: a segment was sent `mostSends` times in vain. */
  get state(): 'idle' | 'busy' | 'failed' {
    if (this.#failed) return 'failed';
    return this.#flights.length > 0 ? 'busy' : 'idle';
  }

  /** Takes one more message. */
  send(message: Uint8Array, now: number): Uint8Array[] {
    if (this.#failed) return [];
    this.#queue.push(message);
    return this.#fill(now);
  }

  /** A datagram has come from the other side. */
  receive(datagram: Uint8Array, now: number): Uint8Array[] {
    const segment = decodeSegment(datagram);
    const oldest = this.#flights[0];
    if (this.#failed || segment?.kind !== 'ack' || !oldest) return [];
    const count = distance(oldest.number, segment.number);
    if (count === 0) {
      // Each of these came because something else had arrived: behind the oldest, three got through.
      return ++this.#duplicates === 3 ? this.#repeat(oldest, now) : [];
    }
    if (count > this.#flights.length) return []; // of long ago
    const arrived = this.#flights.splice(0, count);
    // Of a segment that was sent twice nobody knows which of the two was acknowledged.
    if (arrived.every(({ sends }) => sends === 1))
      this.#rto.measured(now - (arrived.at(-1)?.sentAt ?? now));
    this.#duplicates = 0;
    this.wakeAt = this.#flights.length > 0 ? now + this.#rto.ms : undefined;
    return this.#fill(now);
  }

  /** The time is `now`. Too early, it does nothing. */
  wake(now: number): Uint8Array[] {
    const oldest = this.#flights[0];
    if (!oldest || this.wakeAt === undefined || now < this.wakeAt) return [];
    this.#rto.backOff();
    const datagrams = this.#repeat(oldest, now);
    this.#failed = datagrams.length === 0;
    if (this.#failed) this.wakeAt = undefined;
    return datagrams;
  }

  /** Sends a segment once more, if it may be sent that often. */
  #repeat(flight: Flight, now: number): Uint8Array[] {
    if (flight.sends >= this.#options.mostSends) return [];
    this.wakeAt = now + this.#rto.ms;
    return [this.#transmit(flight)];
  }

  /** Sends new segments as far as the window reaches. The timer is the oldest one's: it is not restarted. */
  #fill(now: number): Uint8Array[] {
    const datagrams: Uint8Array[] = [];
    while (this.#flights.length < this.#options.window) {
      const payload = this.#queue.shift();
      if (!payload) break;
      const datagram = encodeSegment({ kind: 'data', number: this.#next, payload });
      const flight = { number: this.#next, datagram, sentAt: now, sends: 0 };
      this.#next = (this.#next + 1) % 0x1_0000;
      this.#flights.push(flight);
      this.wakeAt ??= now + this.#rto.ms;
      datagrams.push(this.#transmit(flight));
    }
    return datagrams;
  }

  #transmit(flight: Flight): Uint8Array {
    flight.sends++;
    return flight.datagram;
  }
}
