// Wrong on purpose: the stream is read as text, and n counts characters.
// check: reads-exactly
// cause: text-for-bytes
import type net from 'node:net';

export { readLines } from '../../../../solutions/09-message-boundaries.ts';

const texts = new WeakMap<net.Socket, string>();

export async function readExactly(socket: net.Socket, n: number) {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  let text = texts.get(socket) ?? '';
  socket.setEncoding('utf8');
  const chunks = socket.iterator({ destroyOnReturn: false });
  while (text.length < n) {
    const { value, done } = await chunks.next();
    if (done) throw new Error(`only ${text.length} of ${n} bytes came`);
    text += value;
  }
  await chunks.return?.();
  texts.set(socket, text.slice(n));
  return text.slice(0, n);
}
