// Wrong on purpose: each call waits for 'readable' first, also where enough bytes are there already.
// check: keeps-leftover
// cause: left-in-the-buffer
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

const waiting = new WeakMap<net.Socket, () => void>();

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  if (n === 0) return Buffer.alloc(0);
  if (!waiting.has(socket)) {
    const wake = () => waiting.get(socket)?.();
    socket.on('readable', wake).on('end', wake).on('close', wake);
  }
  for (;;) {
    await new Promise<void>((resolve) => waiting.set(socket, resolve));
    const data: Buffer | null = socket.read(n);
    if (data?.length === n) return data;
    if (data || socket.readableEnded || socket.destroyed) {
      throw new Error(`the stream ended after ${data?.length ?? 0} of ${n} bytes`);
    }
  }
}
