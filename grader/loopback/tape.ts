import { ACK, type Endpoint, FIN, type Packet, PSH, RST, SYN } from '../report/pcap/packet.ts';

/** What IPv4 can carry behind its own header and TCP's. */
const LARGEST_SEGMENT = 65_535 - 20 - 20;
const MOST_BYTES = 64 * 1024 * 1024;

/** All packets of a grading, for whoever wants to read them in Wireshark. */
export class Tape {
  readonly packets: Packet[] = [];
  #bytes = 0;
  /** Whether a flow was left out because the tape was full. */
  full = false;

  /** A connection that `client` opened. */
  connection(client: Endpoint, server: Endpoint, comment: string): Flow {
    return new Flow(this, client, server, comment);
  }

  datagram(source: Endpoint, target: Endpoint, payload: Uint8Array, comment: string): void {
    this.add({ atUs: now(), source, target, payload: Buffer.from(payload), comment });
  }

  add(packet: Packet): boolean {
    this.full ||= this.#bytes + packet.payload.length > MOST_BYTES;
    if (this.full) return false;
    this.#bytes += packet.payload.length;
    this.packets.push(packet);
    return true;
  }
}

/** One side of a connection: the number of its next octet, and whether it has sent FIN. */
interface Side {
  endpoint: Endpoint;
  next: number;
  ended: boolean;
}

/**
 * A TCP connection as a capture would show it. A program sees no segments: their numbers are counted
 * from what was written and read, and every segment is acknowledged at once.
 */
export class Flow {
  readonly #tape: Tape;
  readonly #client: Side;
  readonly #server: Side;
  readonly #comment: string;
  #over = false;

  constructor(tape: Tape, client: Endpoint, server: Endpoint, comment: string) {
    this.#tape = tape;
    this.#client = { endpoint: client, next: 1000, ended: false };
    this.#server = { endpoint: server, next: 5000, ended: false };
    this.#comment = comment;
  }

  /** SYN, SYN+ACK, ACK (RFC 9293, section 3.5). */
  open(): void {
    this.#segment(this.#client, SYN);
    this.#segment(this.#server, SYN | ACK);
    this.#segment(this.#client, ACK);
  }

  /** A SYN that was answered by RST: nobody listens there. */
  refused(): void {
    this.#segment(this.#client, SYN);
    this.#segment(this.#server, RST | ACK);
  }

  data(from: Endpoint, bytes: Uint8Array): void {
    const [sender, receiver] = this.#sides(from);
    if (sender.ended) return;
    for (let at = 0; at < bytes.length; at += LARGEST_SEGMENT) {
      this.#segment(sender, PSH | ACK, bytes.subarray(at, at + LARGEST_SEGMENT));
      this.#segment(receiver, ACK);
    }
  }

  fin(from: Endpoint): void {
    const [sender, receiver] = this.#sides(from);
    if (sender.ended) return;
    this.#segment(sender, FIN | ACK);
    sender.ended = true;
    this.#segment(receiver, ACK);
  }

  reset(from: Endpoint): void {
    const [sender] = this.#sides(from);
    this.#segment(sender, RST | ACK);
    this.#over = true;
  }

  #sides(from: Endpoint): [Side, Side] {
    const isClient = from.port === this.#client.endpoint.port;
    return isClient ? [this.#client, this.#server] : [this.#server, this.#client];
  }

  #segment(from: Side, flags: number, payload: Uint8Array = Buffer.alloc(0)): void {
    if (this.#over) return;
    const to = from === this.#client ? this.#server : this.#client;
    const kept = this.#tape.add({
      atUs: now(),
      source: from.endpoint,
      target: to.endpoint,
      tcp: { flags, sequence: from.next, acknowledgement: flags & ACK ? to.next : 0 },
      payload: Buffer.from(payload),
      ...(flags & SYN && !(flags & ACK) ? { comment: this.#comment } : {}),
    });
    this.#over ||= !kept;
    // SYN and FIN take a number each, as an octet does (RFC 9293, section 3.4).
    from.next += payload.length + (flags & (SYN | FIN) ? 1 : 0);
  }
}

function now(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1000);
}
