// Wrong on purpose: each of the two functions keeps what is left over where the other does not look.
// check: shares-stream
// cause: rest-of-lines-lost
import type net from 'node:net';

export { readExactly } from '../../../../solutions/09-message-boundaries.ts';

const buffers = new WeakMap<net.Socket, Buffer>();

export async function* readLines(
  socket: net.Socket,
  { maxLineLength = 65_536 }: { maxLineLength?: number } = {},
): AsyncGenerator<string> {
  const tooLong = () => new RangeError(`a line of more than ${maxLineLength} bytes`);
  let buffer = buffers.get(socket) ?? Buffer.alloc(0);
  const chunks = socket.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      for (let end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
        const line = buffer.subarray(0, buffer[end - 1] === 0x0d ? end - 1 : end);
        if (line.length > maxLineLength) throw tooLong();
        buffer = buffer.subarray(end + 1);
        yield line.toString();
      }
      if (buffer.length > maxLineLength + 1) throw tooLong();
      const { value, done } = await chunks.next();
      if (done) break;
      buffer = Buffer.concat([buffer, value]);
    }
    const last = buffer;
    buffer = Buffer.alloc(0);
    if (last.length > maxLineLength) throw tooLong();
    if (last.length > 0) yield last.toString();
  } finally {
    buffers.set(socket, buffer);
    await chunks.return?.();
  }
}
