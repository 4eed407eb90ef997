// Wrong on purpose: once enough has come, all that has come is handed out.
// check: keeps-leftover
// cause: chunk-taken-for-message
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  const chunks: Buffer[] = [];
  let came = 0;
  const stream = socket.iterator({ destroyOnReturn: false });
  while (came < n) {
    const { value, done } = await stream.next();
    if (done) throw new Error(`only ${came} of ${n} bytes came`);
    chunks.push(value);
    came += value.length;
  }
  await stream.return?.();
  return Buffer.concat(chunks);
}
