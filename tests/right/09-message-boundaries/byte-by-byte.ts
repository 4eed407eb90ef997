// Right: read(n) as Node has it, and lines taken from the socket one byte at a time.
import type net from 'node:net';

/** The next n bytes; fewer where the stream ends before them. */
function next(socket: net.Socket, n: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const events = ['readable', 'end', 'close'];
    const look = () => {
      const bytes: Buffer | null = socket.read(n);
      const over = socket.readableEnded || socket.destroyed;
      if (bytes === null && !over) return;
      for (const event of events) socket.removeListener(event, look);
      if (bytes === null && socket.errored) reject(socket.errored);
      else resolve(bytes ?? Buffer.alloc(0));
    };
    for (const event of events) socket.addListener(event, look);
    look();
  });
}

export const readExactly = async (socket: net.Socket, n: number): Promise<Buffer> => {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError('n has to count bytes');
  if (n === 0) return Buffer.alloc(0);
  const bytes = await next(socket, n);
  if (bytes.length === n) return bytes;
  throw new Error(`EOF: ${bytes.length}/${n}`);
};

export const readLines = (
  socket: net.Socket,
  { maxLineLength = 65536 }: { maxLineLength?: number } = {},
): AsyncIterable<string> => ({
  async *[Symbol.asyncIterator]() {
    let line: number[] = [];
    for (;;) {
      const [byte] = await next(socket, 1);
      if (byte === undefined) break;
      if (byte !== 10) {
        line.push(byte);
        if (line.length > maxLineLength + (byte === 13 ? 1 : 0)) throw new RangeError('too long');
        continue;
      }
      if (line.at(-1) === 13) line.pop();
      if (line.length > maxLineLength) throw new RangeError('too long');
      yield Buffer.from(line).toString('utf-8');
      line = [];
    }
    if (line.length > maxLineLength) throw new RangeError('too long');
    if (line.length > 0) yield Buffer.from(line).toString('utf-8');
  },
});
