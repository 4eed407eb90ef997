// Wrong on purpose: whether a reply is owed is one flag, and the first reply takes it back for all.
// check: closes-silent
// cause: closed-while-owing
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

interface Job {
  body: Buffer;
  done: boolean;
}

function serve(socket: net.Socket, idleMs: number): void {
  const jobs: Job[] = [];
  let ended = false;
  let working = false;
  const sendReplies = () => {
    while (jobs[0]?.done) {
      socket.write(encodeFrame(jobs.shift()?.body ?? Buffer.alloc(0)));
      working = false;
    }
    if (ended && jobs.length === 0) socket.end();
  };
  onFrames(socket, (body) => {
    if (body.length === 0) {
      socket.write(encodeFrame(body));
      return;
    }
    const job = { body, done: false };
    jobs.push(job);
    working = true;
    setTimeout(() => {
      job.done = true;
      sendReplies();
    }, body.readUInt16BE());
  });
  socket.setTimeout(idleMs);
  socket.on('timeout', () => {
    if (!working) socket.destroy();
  });
  socket.on('end', () => {
    ended = true;
    sendReplies();
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
