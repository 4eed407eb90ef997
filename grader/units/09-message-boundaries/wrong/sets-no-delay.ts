// Wrong on purpose: setNoDelay is to make each write arrive as a chunk of its own.
// check: waits-for-rest
// cause: chunk-taken-for-message
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  if (n === 0) return Buffer.alloc(0);
  // Without Nagle's algorithm nothing is glued together or cut: a chunk is a message.
  socket.setNoDelay(true);
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    if (chunk.length > n) socket.unshift(chunk.subarray(n));
    return chunk.subarray(0, n);
  }
  throw new Error(`0 of ${n} bytes came`);
}
