// Wrong on purpose: setEncoding('utf8') first, and then Buffer.concat() of what came.
// check: reads-exactly
// cause: encoding-set
import { once } from 'node:events';
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  socket.setEncoding('utf8');
  let data = Buffer.alloc(0);
  while (data.length < n) {
    const [chunk] = await once(socket, 'data');
    data = Buffer.concat([data, chunk]);
  }
  socket.unshift(data.subarray(n));
  return data.subarray(0, n);
}
