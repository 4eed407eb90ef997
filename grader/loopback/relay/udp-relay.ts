import dgram from 'node:dgram';
import { once } from 'node:events';
import type { Address } from '../tcp.ts';
import { type Direction, damage, decide, type Faults, inWords, type Passage } from './faults.ts';

/** Whatever is held back for another goes on without it after this time: there may be no other. */
const MOST_HELD_MS = 50;

/** One client as the relay knows it: a socket of its own towards the server, and what is held back. */
interface Lane {
  port: number;
  upstream: dgram.Socket;
  count: Record<Direction, number>;
  held: Record<Direction, (() => void) | undefined>;
}

/**
 * Stands between UDP programs on loopback: clients send to it, it sends to the server, and answers
 * take the same way back. On the way it does what its faults say, and tells of each datagram.
 */
export class UdpRelay {
  readonly #socket = dgram.createSocket('udp4');
  readonly #to: Address;
  readonly #faults: Faults;
  readonly #tell: (passage: Passage) => void;
  readonly #lanes = new Map<number, Lane>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  private constructor(to: Address, faults: Faults, tell: (passage: Passage) => void) {
    this.#to = to;
    this.#faults = faults;
    this.#tell = tell;
    this.#socket.on('message', (bytes, { port }) => {
      const lane = this.#lane(port);
      this.#pass(lane, 'there', bytes, (sent) => this.#send(lane.upstream, sent, to.port, to.host));
    });
  }

  /** Listens on 127.0.0.1 (port 0: the kernel chooses). Rejects with the kernel's error. */
  static async open(
    port: number,
    to: Address,
    faults: Faults,
    tell: (passage: Passage) => void,
  ): Promise<UdpRelay> {
    const relay = new UdpRelay(to, faults, tell);
    relay.#socket.bind(port, '127.0.0.1');
    await once(relay.#socket, 'listening');
    relay.#socket.on('error', () => {}); // an ICMP error concerns one datagram, not this socket
    return relay;
  }

  get address(): Address {
    const { address, port } = this.#socket.address();
    return { host: address, port };
  }

  /** What is still on its way is lost. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    const sockets = [this.#socket, ...[...this.#lanes.values()].map(({ upstream }) => upstream)];
    await Promise.all(sockets.map((socket) => new Promise((done) => socket.close(() => done(0)))));
  }

  #lane(port: number): Lane {
    const known = this.#lanes.get(port);
    if (known) return known;
    const upstream = dgram.createSocket(this.#to.host.includes(':') ? 'udp6' : 'udp4');
    const lane: Lane = {
      port,
      upstream,
      count: { there: 0, back: 0 },
      held: { there: undefined, back: undefined },
    };
    this.#lanes.set(port, lane);
    upstream.on('error', () => {});
    upstream.on('message', (bytes, from) => {
      if (from.port !== this.#to.port) return; // a stranger is not the server
      this.#pass(lane, 'back', bytes, (sent) => this.#send(this.#socket, sent, port, '127.0.0.1'));
    });
    return lane;
  }

  #pass(lane: Lane, direction: Direction, bytes: Buffer, send: (bytes: Buffer) => void): void {
    const index = lane.count[direction]++;
    const verdict = decide(this.#faults, direction, index);
    const what = inWords(verdict, bytes.length);
    this.#tell({ client: lane.port, direction, index, bytes, verdict, what });
    if (verdict.lost) return;
    const sent = damage(bytes, verdict);
    const go = () => {
      send(sent);
      if (verdict.twice) send(sent);
    };
    if (verdict.heldBack && !lane.held[direction]) {
      this.#hold(lane, direction, () => this.#later(verdict.delayMs, go));
    } else {
      this.#later(verdict.delayMs, go);
      lane.held[direction]?.();
    }
  }

  #hold(lane: Lane, direction: Direction, go: () => void): void {
    const release = () => {
      if (lane.held[direction] !== release) return;
      lane.held[direction] = undefined;
      go();
    };
    lane.held[direction] = release;
    this.#later(MOST_HELD_MS, release);
  }

  #later(ms: number, act: () => void): void {
    if (ms === 0) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }

  /** What the kernel refuses is lost, as on any network. */
  #send(socket: dgram.Socket, bytes: Buffer, port: number, host: string): void {
    if (!this.#closed) socket.send(bytes, port, host, () => {});
  }
}
