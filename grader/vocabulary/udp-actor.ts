import { type Evidence, Failure } from '../feedback/evidence.ts';
import type { Patience } from '../loopback/patience.ts';
import type { Recorder } from '../loopback/recorder.ts';
import type { Address } from '../loopback/tcp.ts';
import { type Datagram, UdpPeer } from '../loopback/udp-peer.ts';

/** A UDP socket that a check holds, with what it expects to receive. */
export class UdpActor {
  readonly peer: UdpPeer;

  private constructor(peer: UdpPeer) {
    this.peer = peer;
  }

  static async bind(
    names: { name: string; other: string },
    recorder: Recorder,
    patience: Patience,
    port = 0,
  ): Promise<UdpActor> {
    return new UdpActor(await UdpPeer.bind(names, recorder, patience, port));
  }

  get address(): Address {
    return this.peer.address;
  }

  async send(bytes: Uint8Array, to: Address, note?: string): Promise<void> {
    await this.peer.send(bytes, to, note);
  }

  /** Fails unless the next datagram holds exactly these bytes. */
  async expect(bytes: Uint8Array, facts?: Evidence['facts']): Promise<Datagram> {
    const next = await this.peer.next();
    if (next?.bytes.equals(bytes)) return next;
    throw new Failure({
      expected: { bytes },
      received: next ? { bytes: next.bytes } : { text: 'nothing' },
      ...(next ? {} : { waited: this.#waited() }),
      facts: { name: this.peer.name, silent: next === undefined, ...facts },
    });
  }

  /** The next datagram, whatever it holds; fails where none comes. `what` says what is waited for. */
  async receive(what: string, facts?: Evidence['facts']): Promise<Datagram> {
    const next = await this.peer.next();
    if (next) return next;
    throw new Failure({
      expected: { text: what },
      received: { text: 'nothing' },
      waited: this.#waited(),
      facts: { name: this.peer.name, silent: true, ...facts },
    });
  }

  async close(): Promise<void> {
    await this.peer.close();
  }

  #waited(): string {
    const { name, other, otherHasEnded } = this.peer;
    const why = otherHasEnded ? 'its process had ended' : `${other} was free to answer`;
    return `${name} waited for a datagram from ${other}; none came, and ${why}.`;
  }
}
