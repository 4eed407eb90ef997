// Wrong on purpose: one variable keeps what is left over, whichever socket it came from.
// check: keeps-leftover
// cause: leftover-of-another-socket
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

let rest: Buffer = Buffer.alloc(0);

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError('n counts nothing');
  let bytes = rest;
  rest = Buffer.alloc(0);
  if (bytes.length < n) {
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length >= n) break;
    }
  }
  if (bytes.length < n) throw new Error(`the stream ended after ${bytes.length} of ${n} bytes`);
  rest = bytes.subarray(n);
  return bytes.subarray(0, n);
}
