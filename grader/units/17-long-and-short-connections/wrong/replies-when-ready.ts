// Wrong on purpose: a reply is sent as soon as its work is done.
// check: in-order
// cause: replies-when-ready
import { once } from 'node:events';
import net from 'node:net';

export { LongClient, requestOnce } from '../../../../solutions/17-long-and-short-connections.ts';

export async function startSlowEchoServer(
  { host, port }: { host: string; port: number },
  { idleMs }: { idleMs: number },
): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => serve(socket, idleMs));
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function serve(socket: net.Socket, idleMs: number): void {
  let working = 0;
  let ended = false;
  onFrames(socket, (body) => {
    if (body.length === 0) {
      socket.write(encodeFrame(body));
      return;
    }
    working += 1;
    setTimeout(() => {
      socket.write(encodeFrame(body));
      working -= 1;
      if (ended && working === 0) socket.end();
    }, body.readUInt16BE());
  });
  socket.setTimeout(idleMs);
  socket.on('timeout', () => {
    if (working === 0) socket.destroy();
  });
  socket.on('end', () => {
    ended = true;
    if (working === 0) socket.end();
  });
  socket.on('error', () => {});
}

function encodeFrame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

function onFrames(socket: net.Socket, take: (body: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE()) {
      const end = 4 + rest.readUInt32BE();
      take(rest.subarray(4, end));
      rest = rest.subarray(end);
    }
  });
}
