import { EventEmitter, once } from 'node:events';
import net from 'node:net';
import { Failure, type Stage } from '../../vocabulary.ts';
import { grace } from './commands.ts';

const DEADLINE_MS = 3000;

/** What commands connect to while they run: their connections begin and end with them. */
export class Witness {
  readonly #server = net.createServer((socket) => this.#watch(socket));
  readonly #changes = new EventEmitter();
  readonly #sockets: net.Socket[] = [];

  static async of({ closeAtEnd }: Stage): Promise<Witness> {
    const witness = new Witness();
    witness.#server.listen(0, '127.0.0.1');
    await once(witness.#server, 'listening');
    closeAtEnd(() => witness.#close());
    return witness;
  }

  /** What a command takes to find this witness. */
  get port(): string {
    const bound = this.#server.address();
    return typeof bound === 'object' && bound ? String(bound.port) : '';
  }

  /** How many commands have begun. */
  get begun(): number {
    return this.#sockets.length;
  }

  get running(): number {
    return this.#sockets.filter(({ destroyed }) => !destroyed).length;
  }

  /** Fails where fewer than `count` commands begin. */
  async mustBegin(count: number, asked: string): Promise<void> {
    if (await this.#until(() => this.begun >= count)) return;
    throw new Failure({
      called: asked,
      expected: { text: 'the command is started' },
      received: { text: 'it did not begin' },
    });
  }

  /** Whether no command runs any more, by the time that killed ones have ended. */
  async allEnd(): Promise<boolean> {
    return this.#until(() => this.running === 0);
  }

  /** Lets the nth command (from 0) print this and end. */
  release(n: number, text: string): void {
    this.#sockets[n]?.end(text);
  }

  #watch(socket: net.Socket): void {
    this.#sockets.push(socket);
    socket.resume();
    socket.on('error', () => {}); // a killed command's connection may end by RST
    socket.on('close', () => this.#changes.emit('change'));
    this.#changes.emit('change');
  }

  async #until(condition: () => boolean): Promise<boolean> {
    return (await this.#within(condition, DEADLINE_MS)) || this.#within(condition, await grace());
  }

  async #within(condition: () => boolean, ms: number): Promise<boolean> {
    const signal = AbortSignal.timeout(ms);
    while (!condition() && !signal.aborted) {
      await once(this.#changes, 'change', { signal }).catch(() => {});
    }
    return condition();
  }

  async #close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
