// Wrong on purpose: the data listener is taken off, and the socket flows on without one.
// check: keeps-leftover
// cause: lost-between-calls
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

const leftovers = new WeakMap<net.Socket, Buffer>();

export function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
    let buffer = leftovers.get(socket) ?? Buffer.alloc(0);
    const settle = (act: () => void) => {
      socket.off('data', onData).off('end', onEnd).off('error', onError);
      act();
    };
    const take = () => {
      leftovers.set(socket, buffer.subarray(n));
      resolve(buffer.subarray(0, n));
    };
    const onData = (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk]);
      if (buffer.length >= n) settle(take);
    };
    const onEnd = () => settle(() => reject(new Error(`only ${buffer.length} of ${n} came`)));
    const onError = (error: Error) => settle(() => reject(error));
    if (buffer.length >= n) return take();
    if (socket.readableEnded || socket.destroyed) return onEnd();
    socket.on('data', onData).on('end', onEnd).on('error', onError);
  });
}
