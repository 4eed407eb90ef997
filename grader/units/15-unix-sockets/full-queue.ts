import { once } from 'node:events';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import { type Stage, skip } from '../../vocabulary.ts';

/** Listens with the shortest queue there is, and then stands still: nothing is accepted. */
const LISTEN_AND_STAND_STILL = `
  const { once } = require('node:events');
  const net = require('node:net');
  const { parentPort, workerData } = require('node:worker_threads');
  const server = net.createServer().listen({ path: workerData, backlog: 1 });
  once(server, 'listening').then(() => {
    parentPort.postMessage('listening');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;
const MOST = 64;

/** A live server that can take nobody. The check is skipped where the kernel does not tell it from a dead one. */
export async function keepFull(stage: Stage, place: string): Promise<void> {
  if (process.platform !== 'linux')
    skip('only Linux tells a server whose queue is full from a dead one');
  const worker = new Worker(LISTEN_AND_STAND_STILL, { eval: true, workerData: place });
  stage.closeAtEnd(() => worker.terminate());
  await once(worker, 'message');
  for (let tries = 0; tries < MOST; tries++) {
    const socket = net.connect(place);
    socket.on('error', () => {}); // it breaks when the server is ended
    stage.closeAtEnd(async () => socket.destroy());
    const code = await once(socket, 'connect').then(
      () => 'connected',
      (error: NodeJS.ErrnoException) => error.code,
    );
    if (code === 'EAGAIN') return;
    if (code !== 'connected') throw new Error(`the queue of ${place} was to be filled: ${code}`);
  }
  skip('this system takes any number of connections that nobody accepts');
}
