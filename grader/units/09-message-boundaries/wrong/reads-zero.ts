// Wrong on purpose: read(n) until it gives something, also for n = 0, for which it never does.
// check: reads-exactly
// cause: waits-for-nothing
import { once } from 'node:events';
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  for (;;) {
    const data: Buffer | null = socket.read(n);
    if (data?.length === n) return data;
    if (data || socket.readableEnded || socket.destroyed) {
      throw new Error(`the stream ended after ${data?.length ?? 0} of ${n} bytes`);
    }
    await once(socket, 'readable');
  }
}
