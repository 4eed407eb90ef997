import dgram from 'node:dgram';
import { once } from 'node:events';
import { Changes, type Patience } from './patience.ts';
import type { Recorder } from './recorder.ts';
import type { Address } from './tcp.ts';

export interface Datagram {
  bytes: Buffer;
  from: Address;
}

/** A UDP socket of the grader's. It records what it sends and receives, and keeps what came until asked. */
export class UdpPeer {
  readonly name: string;
  readonly other: string;
  readonly received: Datagram[] = [];
  readonly #socket: dgram.Socket;
  readonly #recorder: Recorder;
  readonly #patience: Patience;
  readonly #changes = new Changes();
  #taken = 0;
  #closed = false;

  private constructor(
    socket: dgram.Socket,
    names: { name: string; other: string },
    recorder: Recorder,
    patience: Patience,
  ) {
    this.#socket = socket;
    this.name = names.name;
    this.other = names.other;
    this.#recorder = recorder;
    this.#patience = patience;
    socket.on('error', () => {}); // an ICMP error concerns one datagram, not this socket
    socket.on('message', (bytes, { address, port }) => {
      this.received.push({ bytes, from: { host: address, port } });
      recorder.record({ from: names.other, to: names.name, kind: 'datagram', bytes });
      recorder.datagram({ address, port }, socket.address(), bytes);
      this.#changes.notify();
    });
  }

  static async bind(
    names: { name: string; other: string },
    recorder: Recorder,
    patience: Patience,
    port = 0,
  ): Promise<UdpPeer> {
    const socket = dgram.createSocket('udp4');
    socket.bind(port, '127.0.0.1');
    await once(socket, 'listening');
    return new UdpPeer(socket, names, recorder, patience);
  }

  get address(): Address {
    const { address, port } = this.#socket.address();
    return { host: address, port };
  }

  /** Sends one datagram; resolves when the kernel has taken it. Rejects with the kernel's error (EMSGSIZE). */
  async send(bytes: Uint8Array, to: Address, note = ''): Promise<void> {
    this.#recorder.record({ from: this.name, to: this.other, kind: 'datagram', bytes, note });
    await new Promise<void>((resolve, reject) => {
      const target = { address: to.host, port: to.port };
      this.#recorder.datagram(this.#socket.address(), target, bytes);
      this.#socket.send(bytes, to.port, to.host, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** The next datagram not yet taken, or undefined where none came in time. */
  async next(): Promise<Datagram | undefined> {
    await this.#changes.until(() => this.received.length > this.#taken, this.#patience);
    const next = this.received[this.#taken];
    if (next) this.#taken++;
    return next;
  }

  /** Whether the process of the other side has ended. */
  get otherHasEnded(): boolean {
    return this.#patience.hasEnded?.() ?? false;
  }

  /** The next datagram if one is there already. */
  takeWaiting(): Datagram | undefined {
    const next = this.received[this.#taken];
    if (next) this.#taken++;
    return next;
  }

  /** Notes in the exchange that an answer was left out on purpose, as if the network had lost it. */
  lose(bytes: Uint8Array): void {
    this.#recorder.record({
      from: this.name,
      to: this.other,
      kind: 'lost',
      bytes,
      note: 'lost on purpose',
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()));
  }
}
