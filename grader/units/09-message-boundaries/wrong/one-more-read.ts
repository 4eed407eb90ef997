// Wrong on purpose: where bytes are missing it reads once more, and not as often as it takes.
// check: any-split
// cause: one-more-read
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

const leftovers = new WeakMap<net.Socket, Buffer>();

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  let buffer = leftovers.get(socket) ?? Buffer.alloc(0);
  if (buffer.length < n) buffer = await withNextChunk(socket, buffer, n);
  if (buffer.length < n) buffer = await withNextChunk(socket, buffer, n);
  leftovers.set(socket, buffer.subarray(n));
  return buffer.subarray(0, n);
}

async function withNextChunk(socket: net.Socket, buffer: Buffer, n: number): Promise<Buffer> {
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    return Buffer.concat([buffer, chunk]);
  }
  throw new Error(`only ${buffer.length} of ${n} bytes came`);
}
