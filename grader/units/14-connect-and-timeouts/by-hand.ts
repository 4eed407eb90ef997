import { once } from 'node:events';
import net from 'node:net';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { listenByHand } from '../../vocabulary.ts';

interface Address {
  host: string;
  port: number;
}

/** Answers `800 hello` with `hello`, 800 ms later; ends and resets when it is told to; is silent otherwise. */
export function startMoodyServer(address: Address): Promise<net.Server> {
  return listenByHand(address, (socket) => {
    socket.on('end', () => socket.end());
    createInterface({ input: socket }).on('line', (line) => {
      const [, ms, text] = /^(\d{1,6}) (.*)$/.exec(line) ?? [];
      if (ms !== undefined) setTimeout(() => answer(socket, `${text}\n`), Number(ms));
      else if (line === 'end') socket.end();
      else if (line === 'reset') socket.resetAndDestroy();
    });
  });
}

function answer(socket: net.Socket, text: string): void {
  if (socket.writable) socket.write(text);
}

/** A thread that listens with the shortest queue and then stands still; we fill the queue ourselves. */
const STANDSTILL = `
  const { parentPort, workerData } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.on('error', ({ code }) => parentPort.postMessage({ code }));
  server.listen({ ...workerData, backlog: 1 }, () => {
    parentPort.postMessage({ port: server.address().port });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;

/** A server that never accepts, whose queue is full: on Linux it drops each SYN that comes. */
export async function startFullQueue(address: Address): Promise<{ address(): unknown }> {
  const worker = new Worker(STANDSTILL, { eval: true, workerData: address });
  const [{ port, code }] = await once(worker, 'message');
  if (code !== undefined) throw Object.assign(new Error(`listen ${code}`), { code });
  // Linux lets one more in than it was told; where the second has no room, it waits as others will.
  const [first] = [1, 2].map(() => net.connect({ host: address.host, port }).on('error', () => {}));
  if (first?.connecting) await once(first, 'connect');
  return { address: () => ({ host: address.host, port }) };
}
