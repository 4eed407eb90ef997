// Wrong on purpose: rounds SRTT to whole ms.
// check: rto
// cause: rounded-on-the-way
import type { Options } from '../../../../solutions/19-reliable-udp.ts';

export {
  decodeSegment,
  encodeSegment,
  openInbox,
  Receiver,
  Sender,
  sendAll,
} from '../../../../solutions/19-reliable-udp.ts';

const CLOCK_MS = 1;

/** The retransmission timeout of RFC 6298, in ms. */
export class Rto {
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
      this.#smoothed = Math.round(this.#smoothed + (rttMs - this.#smoothed) / 8);
    }
    return this.#set(this.#smoothed + Math.max(CLOCK_MS, 4 * this.#variation));
  }

  /** The timeout ran out. Returns the next one. */
  backOff(): number {
    return this.#set(this.ms * 2);
  }

  #set(ms: number): number {
    this.ms = Math.min(Math.max(ms, this.#least), this.#most);
    return this.ms;
  }
}
