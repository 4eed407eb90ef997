// Wrong on purpose: tidies up by taking off every listener, the caller's as well.
// check: over-tcp
// cause: listeners-taken
import type net from 'node:net';
import { readExactly as readFrom } from '../../../../solutions/09-message-boundaries.ts';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  const bytes = await readFrom(socket, n);
  socket.removeAllListeners();
  return bytes;
}
