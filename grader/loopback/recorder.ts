import type { Endpoint } from '../report/pcap/packet.ts';
import type { Exchange, ExchangeEvent } from '../report/results.ts';
import type { Flow, Tape } from './tape.ts';

const MOST_EVENTS = 400;
const BYTES_SHOWN = 64;

/** Keeps what happened on the grader's sockets during one check, bounded in events and bytes. */
export class Recorder {
  readonly #began = process.hrtime.bigint();
  readonly #events: ExchangeEvent[] = [];
  #omitted = 0;
  readonly #tape: Tape | undefined;
  readonly #comment: string;

  /** With a tape, whole packets are kept as well; `comment` says beside them what was played. */
  constructor(tape?: Tape, comment = '') {
    this.#tape = tape;
    this.#comment = comment;
  }

  /** A connection that goes on the tape, if there is one. */
  connection(client: Endpoint, server: Endpoint): Flow | undefined {
    return this.#tape?.connection(client, server, this.#comment);
  }

  datagram(source: Endpoint, target: Endpoint, bytes: Uint8Array): void {
    this.#tape?.datagram(source, target, bytes, this.#comment);
  }

  record(event: {
    from: string;
    to: string;
    kind: ExchangeEvent['kind'];
    bytes?: Uint8Array;
    note?: string;
  }): void {
    if (this.#continuesLast(event)) return;
    if (this.#events.length >= MOST_EVENTS) {
      this.#omitted++;
      return;
    }
    const bytes = event.bytes ?? new Uint8Array();
    this.#events.push({
      at_us: Number((process.hrtime.bigint() - this.#began) / 1000n),
      from: event.from,
      to: event.to,
      kind: event.kind,
      length: bytes.length,
      hex: Buffer.from(bytes.subarray(0, BYTES_SHOWN)).toString('hex'),
      note: event.note ?? '',
    });
  }

  /** A stream has no messages: what follows at once in the same direction belongs to the same arrow. */
  #continuesLast(event: Parameters<Recorder['record']>[0]): boolean {
    const last = this.#events.at(-1);
    if (event.kind !== 'data' || last?.kind !== 'data' || !event.bytes) return false;
    if (last.from !== event.from || last.to !== event.to || last.note !== (event.note ?? ''))
      return false;
    const room = BYTES_SHOWN - last.hex.length / 2;
    last.hex += Buffer.from(event.bytes.subarray(0, Math.max(0, room))).toString('hex');
    last.length += event.bytes.length;
    return true;
  }

  /** Drops what was recorded so far, where a check begins another story. The tape keeps it. */
  forget(): void {
    this.#events.length = 0;
    this.#omitted = 0;
  }

  get exchange(): Exchange {
    return { events: this.#events, omitted: this.#omitted };
  }
}
