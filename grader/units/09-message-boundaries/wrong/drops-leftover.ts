// Wrong on purpose: what a chunk holds beyond the message is forgotten.
// check: keeps-leftover
// cause: leftover-dropped
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  if (n === 0) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let came = 0;
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    came += chunk.length;
    if (came >= n) return Buffer.concat(chunks).subarray(0, n);
  }
  throw new Error(`only ${came} of ${n} bytes came`);
}
