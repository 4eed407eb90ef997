import { once } from 'node:events';
import type net from 'node:net';
import type { Endpoint } from '../report/pcap/packet.ts';
import { pause } from './pacing.ts';
import { Changes, type Patience } from './patience.ts';
import type { Recorder } from './recorder.ts';
import type { Flow } from './tape.ts';

/** How the other side has ended its half of the connection, as this side has seen it. */
export type Ending = 'open' | 'fin' | 'rst';

/**
 * How Linux fails a write after RST where FIN had come before it, read or not; where none had, it is
 * ECONNRESET. Other systems do not tell the two apart.
 */
const RESET_BEHIND_FIN = process.platform === 'linux' ? 'EPIPE' : undefined;

/** One end of a TCP connection that the grader holds. It records all that it sends and sees. */
export class TcpPeer {
  readonly name: string;
  readonly other: string;
  readonly socket: net.Socket;
  readonly #recorder: Recorder;
  readonly #patience: Patience;
  readonly #changes = new Changes();
  readonly #chunks: Buffer[] = [];
  readonly #flow: Flow | undefined;
  readonly #here: Endpoint;
  readonly #there: Endpoint;
  #length = 0;
  #consumer: ((chunk: Buffer) => void) | undefined;
  #ending: Ending = 'open';

  constructor(
    socket: net.Socket,
    names: { name: string; other: string },
    recorder: Recorder,
    patience: Patience,
    opened: 'by us' | 'by them',
  ) {
    this.socket = socket;
    this.name = names.name;
    this.other = names.other;
    this.#recorder = recorder;
    this.#patience = patience;
    // Of a socket that is gone already Node tells no addresses: such a connection leaves no packets.
    this.#here = { address: socket.localAddress ?? '', port: socket.localPort ?? 0 };
    this.#there = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
    const [client, server] =
      opened === 'by us' ? [this.#here, this.#there] : [this.#there, this.#here];
    if (client.address && server.address) this.#flow = recorder.connection(client, server);
    this.#flow?.open();
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('end', () => this.#end('fin'));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#end(error.code === RESET_BEHIND_FIN ? 'fin' : 'rst');
    });
    socket.on('close', () => this.#changes.notify());
  }

  get ending(): Ending {
    return this.#ending;
  }

  get received(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** The port of this side, and of the other; Node forgets them when the socket is closed. */
  get ports(): { here: number; there: number } {
    return { here: this.#here.port, there: this.#there.port };
  }

  get receivedLength(): number {
    return this.#length;
  }

  /** Hands bytes to the kernel; resolves when it has taken them all, or the connection is gone. */
  async send(bytes: Uint8Array): Promise<void> {
    this.#recorder.record({ from: this.name, to: this.other, kind: 'data', bytes });
    this.#flow?.data(this.#here, bytes);
    await this.#write(bytes);
  }

  /** Sends each chunk on its own, far enough apart that the other side reads them one by one. */
  async sendInPieces(chunks: readonly Uint8Array[], note: string): Promise<void> {
    this.#recorder.record({
      from: this.name,
      to: this.other,
      kind: 'data',
      bytes: Buffer.concat(chunks),
      note,
    });
    for (const chunk of chunks) {
      this.#flow?.data(this.#here, chunk);
      await this.#write(chunk);
      await pause();
    }
  }

  /** Ends this side's half of the connection. What the other side still sends is read. */
  fin(note = ''): void {
    if (this.socket.writableEnded) return; // a side has one FIN to send
    this.#recorder.record({ from: this.name, to: this.other, kind: 'fin', note });
    this.#flow?.fin(this.#here);
    this.socket.end();
  }

  /** Breaks the connection off with an RST. */
  reset(): void {
    this.#recorder.record({ from: this.name, to: this.other, kind: 'rst' });
    this.#flow?.reset(this.#here);
    this.socket.resetAndDestroy();
  }

  /** Records an RST that came behind the other side's FIN: Node tells of that one only where a write fails. */
  recordReset(): void {
    this.#recorder.record({ from: this.other, to: this.name, kind: 'rst' });
    this.#flow?.reset(this.#there);
  }

  /** Stops reading: the kernel's buffers fill, and TCP tells the other side to wait. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** From now on what comes goes to `consumer` and is not kept: for streams too long to be held. */
  consume(consumer: (chunk: Buffer) => void): void {
    this.#consumer = consumer;
  }

  /** Waits until `length` bytes have come in all, the other side has ended, or patience has. */
  async receive(length: number, deadlineMs = this.#patience.deadlineMs): Promise<void> {
    const patience = { ...this.#patience, deadlineMs };
    await this.#changes.until(() => this.#length >= length || this.#ending !== 'open', patience);
  }

  /** Waits until the other side has ended its half. */
  async receiveToEnd(): Promise<void> {
    await this.#changes.until(() => this.#ending !== 'open', this.#patience);
  }

  async close(): Promise<void> {
    if (this.socket.destroyed) return;
    this.socket.destroy();
    await once(this.socket, 'close');
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (this.socket.destroyed) return;
    await new Promise<void>((resolve) => this.socket.write(bytes, () => resolve()));
  }

  #receive(chunk: Buffer): void {
    if (this.#consumer) this.#consumer(chunk);
    else this.#chunks.push(chunk);
    this.#length += chunk.length;
    this.#recorder.record({ from: this.other, to: this.name, kind: 'data', bytes: chunk });
    this.#flow?.data(this.#there, chunk);
    this.#changes.notify();
  }

  #end(ending: 'fin' | 'rst'): void {
    if (this.#ending !== 'open') return;
    this.#ending = ending;
    this.#recorder.record({ from: this.other, to: this.name, kind: ending });
    if (ending === 'fin') this.#flow?.fin(this.#there);
    else this.#flow?.reset(this.#there);
    this.#changes.notify();
  }
}
