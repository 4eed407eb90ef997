// Wrong on purpose: what the first event brings is the message.
// check: waits-for-rest
// cause: chunk-taken-for-message
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

export function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
    if (n === 0) return resolve(Buffer.alloc(0));
    const onData = (chunk: Buffer) => {
      socket.off('end', onEnd);
      socket.pause();
      if (chunk.length > n) socket.unshift(chunk.subarray(n));
      resolve(chunk.subarray(0, n));
    };
    const onEnd = () => reject(new Error(`0 of ${n} bytes came`));
    socket.once('data', onData);
    socket.once('end', onEnd);
    socket.once('error', reject);
    socket.resume();
  });
}
