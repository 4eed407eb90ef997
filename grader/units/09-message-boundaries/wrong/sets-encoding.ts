// Wrong on purpose: readLines calls setEncoding('utf8'), as a client of unit 06 may that has its socket for itself.
// check: shares-stream
// cause: encoding-set
import type net from 'node:net';

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  if (n === 0) return Buffer.alloc(0);
  let data = Buffer.alloc(0);
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    data = Buffer.concat([data, chunk]);
    if (data.length < n) continue;
    if (data.length > n) socket.unshift(data.subarray(n));
    return data.subarray(0, n);
  }
  throw new Error(`the stream ended after ${data.length} of ${n} bytes`);
}

export async function* readLines(
  socket: net.Socket,
  { maxLineLength = 65_536 }: { maxLineLength?: number } = {},
): AsyncGenerator<string, void, undefined> {
  socket.setEncoding('utf8');
  const check = (line: string, more = 0) => {
    if (Buffer.byteLength(line) > maxLineLength + more) throw new RangeError('a line is too long');
    return line;
  };
  let text = '';
  try {
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      text += chunk;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        const line = text.slice(0, end).replace(/\r$/, '');
        text = text.slice(end + 1);
        yield check(line);
      }
      check(text, 1);
    }
    const last = check(text);
    text = '';
    if (last) yield last;
  } finally {
    if (text && !socket.destroyed && !socket.readableEnded) socket.unshift(text);
  }
}
