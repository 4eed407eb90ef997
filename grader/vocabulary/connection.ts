import { countBytes, firstDifference } from '../feedback/bytes.ts';
import { type Evidence, Failure } from '../feedback/evidence.ts';
import type { Ending, TcpPeer } from '../loopback/tcp-peer.ts';
import { inSteps } from './show.ts';

const HEARD: Record<Ending, string | undefined> = { open: undefined, fin: 'FIN', rst: 'RST' };

/** One end of a TCP connection that a check holds, with what it expects to hear from the other end. */
export class Connection {
  readonly peer: TcpPeer;
  #sent: Buffer[] = [];
  #heard = 0;

  constructor(peer: TcpPeer) {
    this.peer = peer;
  }

  async send(bytes: Uint8Array): Promise<void> {
    this.#sent.push(Buffer.from(bytes));
    await this.peer.send(bytes);
  }

  async sendOneByOne(bytes: Uint8Array): Promise<void> {
    await this.sendInPieces(
      [...bytes].map((byte) => Buffer.of(byte)),
      inSteps(1),
    );
  }

  /** Sends each piece so far from the next that the other side reads them one by one. */
  async sendInPieces(
    pieces: readonly Uint8Array[],
    note = `in ${pieces.length} pieces`,
  ): Promise<void> {
    this.#sent.push(Buffer.concat(pieces));
    await this.peer.sendInPieces(pieces, note);
  }

  /** Sends FIN. `note` stands beside it in the exchange, where it is not part of what is played. */
  fin(note?: string): void {
    this.peer.fin(note);
  }

  reset(): void {
    this.peer.reset();
  }

  /** Fails unless exactly these bytes come next. */
  async expect(bytes: Uint8Array, facts?: Evidence['facts']): Promise<void> {
    await this.peer.receive(this.#heard + bytes.length);
    const received = this.peer.received.subarray(this.#heard, this.#heard + bytes.length);
    if (received.equals(bytes)) {
      this.#heard += bytes.length;
      this.#sent = [];
      return;
    }
    const surplus = this.peer.received.subarray(this.#heard);
    this.#fail(
      Buffer.from(bytes),
      undefined,
      surplus.length < bytes.length ? received : surplus,
      facts,
    );
  }

  /**
   * Fails unless exactly these bytes have come as answer to all that was sent, with nothing beside
   * them. Where nothing comes, FIN is sent to see whether that is what the other side waits for.
   */
  async expectAtOnce(bytes: Uint8Array): Promise<void> {
    const end = this.#heard + bytes.length;
    await this.peer.receive(end);
    const came = this.peer.received.subarray(this.#heard);
    if (came.length > 0 || this.peer.ending !== 'open' || bytes.length === 0) {
      if (!came.equals(bytes)) await this.peer.receive(end + 1, 100); // the rest of it, to be shown
      const all = this.peer.received.subarray(this.#heard);
      if (!all.equals(bytes)) this.#fail(Buffer.from(bytes), undefined, all);
      this.#heard = end;
      this.#sent = [];
      return;
    }
    this.fin('only to see what it does');
    await this.peer.receiveToEnd();
    const answersAtFin = this.peer.received.subarray(this.#heard).equals(bytes);
    this.#fail(Buffer.from(bytes), undefined, came, { ending: 'open', answersAtFin });
  }

  /** Fails unless exactly these bytes come, and then FIN. */
  async expectToEnd(bytes: Uint8Array, facts?: Evidence['facts']): Promise<void> {
    await this.peer.receiveToEnd();
    const received = this.peer.received.subarray(this.#heard);
    if (received.equals(bytes) && this.peer.ending === 'fin') return;
    this.#fail(Buffer.from(bytes), 'FIN', received, facts);
  }

  /** Fails unless the other side ends the connection, by FIN or RST, with nothing before that. */
  async expectClosed(promise: string): Promise<void> {
    await this.peer.receiveToEnd();
    const rest = this.peer.received.subarray(this.#heard);
    if (this.peer.ending !== 'open' && rest.length === 0) return this.peer.close();
    const open = this.peer.ending === 'open';
    throw new Failure({
      expected: { text: promise },
      received: open ? { text: 'the connection is still open' } : { bytes: rest },
      facts: { ending: this.peer.ending, name: this.peer.name, stillOpen: open },
    });
  }

  /** Sends FIN, and fails unless the other side then sends FIN with nothing before it. */
  async finish(facts?: Evidence['facts']): Promise<void> {
    this.fin();
    await this.expectToEnd(Buffer.alloc(0), facts);
  }

  #fail(
    expected: Buffer,
    end: string | undefined,
    received: Buffer,
    facts?: Evidence['facts'],
  ): never {
    const { ending } = this.peer;
    const sent = Buffer.concat(this.#sent);
    const short = ending === 'open' && (received.length < expected.length || end !== undefined);
    const heard = HEARD[ending];
    const after = sent.length > 0 ? `sent ${countBytes(sent.length)} and waited` : 'waited';
    throw new Failure({
      ...(sent.length > 0 ? { sent } : {}),
      expected: { bytes: expected, ...(end ? { end } : {}) },
      received: { bytes: received, ...(heard ? { end: heard } : {}) },
      ...(short
        ? {
            waited: `${this.peer.name} ${after} for ${end && received.equals(expected) ? end : countBytes(expected.length)}: received ${received.length}; the connection is still open.`,
          }
        : {}),
      facts: {
        ending,
        differs: firstDifference(expected, received),
        name: this.peer.name,
        heardBefore: this.#heard,
        ...facts,
      },
    });
  }
}
