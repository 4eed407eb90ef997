import dgram from 'node:dgram';
import { once } from 'node:events';
import { Readable } from 'node:stream';

/** What travels in one datagram: a message (data), or the number of the one that is waited for (ack). */
export interface Segment {
  kind: 'data' | 'ack';
  /** 0 to 65535. */
  number: number;
  payload: Uint8Array;
}

/** What a Sender, a Receiver and an Rto go by. */
export interface Options {
  /** How many segments may be on their way, unacknowledged. 1 is stop-and-wait. */
  window: number;
  /** The number of the first segment; after 65535 comes 0. */
  firstNumber: number;
  /** How often one segment is sent at most, the first time included. */
  mostSends: number;
  /** The retransmission timeout before anything was measured, and its limits, in ms. */
  initialRtoMs: number;
  minRtoMs: number;
  maxRtoMs: number;
}

/** What a datagram meant to a receiver: messages for the program, replies for the network. */
export interface Reception {
  messages: Uint8Array[];
  replies: Uint8Array[];
}

/**
 * The bytes of a segment: CRC-32 of all that follows it (uint32), kind (uint8: 1 data, 2 ack),
 * number (uint16), payload. Integers are big-endian; an ack has no payload.
 */
export function encodeSegment(segment: Segment): Buffer {
  throw new Error('encodeSegment is not written yet');
}

/** The segment in a datagram; undefined where it is too short, damaged, or of another kind. */
export function decodeSegment(datagram: Uint8Array): Segment | undefined {
  throw new Error('decodeSegment is not written yet');
}

/** The retransmission timeout of RFC 6298, in ms: K = 4, alpha = 1/8, beta = 1/4, G = 1 ms. */
export class Rto {
  constructor(options: Options) {
    throw new Error('Rto is not written yet');
  }

  /** A segment that was sent once has been acknowledged after `rttMs`. Returns the timeout from now on. */
  measured(rttMs: number): number {
    throw new Error('Rto is not written yet');
  }

  /** The timeout ran out: it doubles. Returns the next one. */
  backOff(): number {
    throw new Error('Rto is not written yet');
  }
}

/**
 * The sending half. It has no socket and no clock: each call tells the time (`now`, in ms) and
 * returns the datagrams to transmit then, in order.
 */
export class Sender {
  /** When to call wake(): the timer of the oldest segment. undefined while nothing is on its way. */
  wakeAt: number | undefined;

  constructor(options: Options) {
    throw new Error('Sender is not written yet');
  }

  /** busy: something is not acknowledged. failed: a segment was sent `mostSends` times in vain. */
  get state(): 'idle' | 'busy' | 'failed' {
    throw new Error('Sender is not written yet');
  }

  /** Takes one more message, which waits until the window has room. */
  send(message: Uint8Array, now: number): Uint8Array[] {
    throw new Error('Sender is not written yet');
  }

  /** A datagram has come. Only an ACK of what is on its way means something. */
  receive(datagram: Uint8Array, now: number): Uint8Array[] {
    throw new Error('Sender is not written yet');
  }

  /** The time is `now`. Before `wakeAt` nothing happens; from then on the timer has run out. */
  wake(now: number): Uint8Array[] {
    throw new Error('Sender is not written yet');
  }
}

/** The receiving half. It only ever answers: each DATA by the number that is expected next. */
export class Receiver {
  constructor(options: Options) {
    throw new Error('Receiver is not written yet');
  }

  /** A datagram has come: what is delivered now, each message once and in order, and what is answered. */
  receive(datagram: Uint8Array): Reception {
    throw new Error('Receiver is not written yet');
  }
}

// From here on it is given: the same core with real sockets and a real clock.

/** Where an inbox is. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/** Sends all messages to an inbox; resolves when all are acknowledged, rejects when a segment is given up. */
export async function sendAll(
  messages: readonly Uint8Array[],
  to: Address,
  options: Options,
): Promise<void> {
  const sender = new Sender(options);
  const socket = dgram.createSocket('udp4');
  try {
    socket.connect(to.port, to.host);
    await once(socket, 'connect');
    await new Promise<void>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const transmit = (datagrams: Uint8Array[]) => {
        // What the kernel refuses is lost, as on any other stretch of the way.
        for (const datagram of datagrams) socket.send(datagram, () => {});
        clearTimeout(timer);
        if (sender.state === 'failed') reject(new Error('the other side does not answer'));
        else if (sender.state === 'idle') resolve();
        const { wakeAt } = sender;
        if (wakeAt === undefined) return;
        const wake = () => transmit(sender.wake(performance.now()));
        timer = setTimeout(wake, Math.max(0, wakeAt - performance.now()));
      };
      socket.on('error', () => {});
      socket.on('message', (datagram) => transmit(sender.receive(datagram, performance.now())));
      transmit(messages.flatMap((message) => sender.send(message, performance.now())));
    });
  } finally {
    socket.close();
  }
}

/** Messages as they arrive from any number of senders, each with a Receiver of its own, until close(). */
export class Inbox extends Readable {
  readonly #socket = dgram.createSocket('udp4');
  #open = true;

  /** Use openInbox(). */
  constructor(options: Options) {
    super({ objectMode: true });
    const receivers = new Map<string, Receiver>();
    this.#socket.on('message', (datagram, { address, port }) => {
      const receiver = receivers.get(`${address} ${port}`) ?? new Receiver(options);
      receivers.set(`${address} ${port}`, receiver);
      const { messages, replies } = receiver.receive(datagram);
      for (const reply of replies) this.#socket.send(reply, port, address, () => {});
      for (const message of messages) this.push(message);
    });
  }

  override _read(): void {}

  /** Resolves once it is bound; rejects with the kernel's error where it cannot be. */
  async bind({ host, port }: Address): Promise<this> {
    this.#socket.bind(port, host);
    await once(this.#socket, 'listening');
    this.#socket.on('error', () => {});
    return this;
  }

  /** Where it is bound. */
  address(): Address {
    const { address, port } = this.#socket.address();
    return { host: address, port };
  }

  /** No more is taken or answered; what has arrived can still be read. */
  close(): void {
    this.#release();
    this.push(null);
  }

  /** A `for await` that is left destroys its stream: nobody will read, so nothing more is acknowledged. */
  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#release();
    callback(error);
  }

  #release(): void {
    if (this.#open) this.#socket.close();
    this.#open = false;
  }
}

/** Opens an inbox at an address; port 0 lets the kernel choose. */
export function openInbox(address: Address, options: Options): Promise<Inbox> {
  return new Inbox(options).bind(address);
}
