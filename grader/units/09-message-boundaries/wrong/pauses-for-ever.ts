// Wrong on purpose: pause() at the end of each call, and a new 'data' listener is to make the socket flow again.
// check: keeps-leftover
// cause: paused-for-ever
import { once } from 'node:events';
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  let data = Buffer.alloc(0);
  if (n === 0) return data;
  while (data.length < n) {
    const [chunk] = await once(socket, 'data');
    data = Buffer.concat([data, chunk]);
  }
  socket.pause();
  if (data.length > n) socket.unshift(data.subarray(n));
  return data.subarray(0, n);
}
