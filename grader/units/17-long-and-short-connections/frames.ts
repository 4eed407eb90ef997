import { type Connection, type Evidence, Failure } from '../../vocabulary.ts';

const HEADER_BYTES = 4;
export const MOST_BODY_BYTES = 65_536;
/** More than any client sends that keeps to its heartbeatMs. */
const MOST_BEATS = 1000;
/** Somebody who sends nothing else for so long has nothing else to send. */
const MOST_BEATING_MS = 4000;

/** A frame, from the lesson's own words: the length of the body, then the body. */
export function frame(body: string | Uint8Array): Buffer {
  const bytes = Buffer.from(body);
  const length = bytes.length;
  return Buffer.concat([
    Buffer.of(length >>> 24, length >>> 16, length >>> 8, length).map((byte) => byte & 255),
    bytes,
  ]);
}

export const HEARTBEAT = Buffer.alloc(HEADER_BYTES);

/** The grader's end of a connection on which frames travel. */
export class FramePeer {
  readonly connection: Connection;
  #at = 0;
  #upcoming: Promise<Buffer | undefined> | undefined;
  #joined: Buffer = Buffer.alloc(0);

  constructor(connection: Connection) {
    this.connection = connection;
  }

  get ending(): 'open' | 'fin' | 'rst' {
    return this.connection.peer.ending;
  }

  /** All that has come. Joined anew only where more has: a flood of frames is read in linear time. */
  get #received(): Buffer {
    const { peer } = this.connection;
    if (this.#joined.length < peer.receivedLength) this.#joined = peer.received;
    return this.#joined;
  }

  /** The body of the next frame; undefined where the connection ends or nothing more comes. */
  next(): Promise<Buffer | undefined> {
    const body = this.peek();
    this.#upcoming = undefined;
    return body;
  }

  /** The same, and it stays the next: for those who may stop waiting for it. */
  peek(): Promise<Buffer | undefined> {
    this.#upcoming ??= this.#read();
    return this.#upcoming;
  }

  async #read(): Promise<Buffer | undefined> {
    const { peer } = this.connection;
    await peer.receive(this.#at + HEADER_BYTES);
    const header = this.#received.subarray(this.#at, this.#at + HEADER_BYTES);
    if (header.length < HEADER_BYTES) return undefined;
    const end = this.#at + HEADER_BYTES + header.readUInt32BE();
    if (end > this.#at + HEADER_BYTES + MOST_BODY_BYTES) return undefined;
    await peer.receive(end);
    if (peer.receivedLength < end) return undefined;
    const body = this.#received.subarray(this.#at + HEADER_BYTES, end);
    this.#at = end;
    return body;
  }

  /** As next(), heartbeats left out; where they come without end, one of them. */
  async nextReply(): Promise<Buffer | undefined> {
    const started = performance.now();
    for (let beats = 0; ; beats++) {
      const body = await this.next();
      if (body?.length !== 0 || beats === MOST_BEATS) return body;
      if (performance.now() - started > MOST_BEATING_MS) return body;
    }
  }

  /** Passes over the heartbeats that have come so far. */
  skipBeats(): void {
    while (this.#received.subarray(this.#at, this.#at + HEADER_BYTES).equals(HEARTBEAT))
      this.#at += HEADER_BYTES;
  }

  /** Fails unless just this frame comes next; behind heartbeats, where those may come. */
  async mustBring(body: string, facts?: Evidence['facts'], beats = false): Promise<void> {
    const at = this.#at;
    const came = await (beats ? this.nextReply() : this.next());
    if (came !== undefined && String(came) === body) return;
    const { peer } = this.connection;
    const end = { open: undefined, fin: 'FIN', rst: 'RST' }[peer.ending];
    throw new Failure({
      expected: { bytes: frame(body) },
      received: {
        bytes: peer.received.subarray(at),
        ...(came === undefined && end ? { end } : {}),
      },
      facts: {
        name: peer.name,
        ending: peer.ending,
        got: came === undefined ? 'nothing' : String(came),
        ...facts,
      },
    });
  }

  /** Fails where the learner's side of it stays open. What came on it does not matter. */
  async mustClose(promise: string, facts?: Evidence['facts']): Promise<void> {
    await this.connection.peer.receiveToEnd();
    if (this.ending !== 'open') return;
    throw new Failure({
      expected: { text: promise },
      received: { text: 'it is still open' },
      facts: { stillOpen: true, ...facts },
    });
  }

  async reply(...bodies: string[]): Promise<void> {
    await this.connection.send(Buffer.concat(bodies.map((body) => frame(body))));
  }

  /** Sends a heartbeat. */
  async beat(): Promise<void> {
    await this.connection.send(HEARTBEAT);
  }
}
