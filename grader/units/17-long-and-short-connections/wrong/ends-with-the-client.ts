// Wrong on purpose: who has sent FIN is thought to want no more replies, and Node to know it.
// check: in-order
// cause: ends-with-the-client
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export { LongClient, requestOnce } from '../../../../solutions/17-long-and-short-connections.ts';

export async function startSlowEchoServer(
  { host, port }: { host: string; port: number },
  { idleMs }: { idleMs: number },
): Promise<net.Server> {
  const server = net.createServer((socket) => serve(socket, idleMs));
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function serve(socket: net.Socket, idleMs: number): void {
  let owed = 0;
  let line: Promise<unknown> = Promise.resolve();
  onFrames(socket, (body) => {
    if (body.length === 0) {
      socket.write(encodeFrame(body));
      return;
    }
    owed += 1;
    line = Promise.all([line, wait(body.readUInt16BE())]).then(() => {
      socket.write(encodeFrame(body));
      owed -= 1;
    });
  });
  socket.setTimeout(idleMs);
  socket.on('timeout', () => {
    if (owed === 0) socket.destroy();
  });
  socket.on('end', () => line.then(() => socket.end()));
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
