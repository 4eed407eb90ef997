import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import { LOOPBACK, type Stage, skip } from '../../vocabulary.ts';

/**
 * A thread that listens, stands still before it accepts anybody, and tells who came once it goes on. A
 * thread, not a stopped process: it cannot outlive the grader.
 */
const LISTENER = `
const { parentPort, workerData } = require('node:worker_threads');
const server = require('node:net').createServer((socket) => {
  const port = socket.remotePort;
  socket.on('error', () => {}).on('close', () => parentPort.postMessage({ gone: port })).resume();
  parentPort.postMessage({ came: port });
});
server.listen({ host: '${LOOPBACK.host}', port: 0, backlog: 1 }, () => {
  parentPort.postMessage({ port: server.address().port });
  Atomics.wait(workerData, 0, 0);
});
`;
const SYN_SENT = '02';

/** A listener whose accept queue is full: Linux drops each further SYN, so that connects hang. */
export class StoppedListener {
  readonly port: number;
  readonly #flag: Int32Array;
  readonly #ours: net.Socket[] = [];
  readonly #came = new Set<number>();
  readonly #gone = new Set<number>();
  #overflows = true;

  private constructor(port: number, worker: Worker, flag: Int32Array) {
    this.port = port;
    this.#flag = flag;
    worker.on('message', ({ came, gone }: { came?: number; gone?: number }) => {
      if (came) this.#came.add(came);
      if (gone) this.#gone.add(gone);
    });
  }

  /** Skips the check where the queue does not fill, or where connects do not hang then. */
  static async start({ closeAtEnd }: Stage): Promise<StoppedListener> {
    if (process.platform !== 'linux')
      skip('only of Linux is it known that connects hang while the accept queue is full');
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(LISTENER, { eval: true, workerData: flag, execArgv: [] });
    closeAtEnd(() => worker.terminate());
    const [{ port }] = await once(worker, 'message');
    const stopped = new StoppedListener(Number(port), worker, flag);
    closeAtEnd(async () => {
      for (const socket of stopped.#ours) socket.destroy();
    });
    // Two fill a queue of backlog 1, and the third has to wait: it is the witness that connects hang.
    for (let n = 0; n < 2; n++) await once(stopped.#connect(), 'connect');
    stopped.#connect().once('connect', () => {
      stopped.#overflows = false;
    });
    return stopped;
  }

  /** Ends the check as skipped where the grader's own connect did not hang. */
  mustHaveHung(): void {
    if (!this.#overflows) skip('a connect to a full accept queue does not hang on this system');
  }

  /** Whether the kernel still sends SYNs there for somebody else. Undefined where it does not tell. */
  attemptGoesOn(): boolean | undefined {
    const ours = this.#ports();
    const there = `0100007F:${hex(this.port)}`;
    try {
      const lines = fs.readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
      const rows = lines.map((line) => line.trim().split(/\s+/));
      return rows.some(([, local = '', remote, state]) => {
        const port = Number.parseInt(local.split(':')[1] ?? '', 16);
        return remote === there && state === SYN_SENT && !ours.has(port);
      });
    } catch {
      return undefined;
    }
  }

  /** Accepts from now on: what waits is let in when its SYN comes again, after a second. */
  goOn(): void {
    this.#overflows = true;
    Atomics.store(this.#flag, 0, 1);
    Atomics.notify(this.#flag, 0);
  }

  /** How the connection of somebody else stands. */
  stranger(): 'none' | 'open' | 'closed' {
    const ours = this.#ports();
    const port = [...this.#came].find((came) => !ours.has(came));
    if (port === undefined) return 'none';
    return this.#gone.has(port) ? 'closed' : 'open';
  }

  #connect(): net.Socket {
    const socket = net.connect({ host: LOOPBACK.host, port: this.port });
    this.#ours.push(socket.on('error', () => {}));
    return socket;
  }

  #ports(): Set<number> {
    return new Set(this.#ours.map((socket) => Number(Reflect.get(socket.address(), 'port'))));
  }
}

function hex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}
