// Wrong on purpose: an n that counts nothing is refused with a plain Error.
// check: refuses-count
// cause: other-error-class
import type net from 'node:net';
import { readExactly as read } from '../../../../solutions/09-message-boundaries.ts';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n)) throw new Error('n is no integer');
  if (n < 0) throw new Error('n is negative');
  return read(socket, n);
}
