// Wrong on purpose: a short sleep is to let all of the message arrive.
// check: waits-for-rest
// cause: slept-instead
import type net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  if (n === 0) return Buffer.alloc(0);
  socket.pause();
  // By then all the pieces have arrived.
  await sleep(20);
  const all: Buffer | null = socket.read();
  if (all === null) throw new Error(`0 of ${n} bytes came`);
  if (all.length > n) socket.unshift(all.subarray(n));
  return all.subarray(0, n);
}
