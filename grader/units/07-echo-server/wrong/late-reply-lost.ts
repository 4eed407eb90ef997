// Wrong on purpose: an answer that takes a moment is written after the socket ended itself at FIN.
// check: answers-after-fin
// cause: reply-lost-at-half-close
import { once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

// As long as the answer would take if it came from a database.
const WORK_MS = 30;
const MOST_AT_WORK = 1024 * 1024;

export async function startEchoServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer((socket) => {
    let atWork = 0;
    socket.on('data', (chunk) => {
      atWork += chunk.length;
      if (atWork > MOST_AT_WORK) socket.pause();
      setTimeout(() => {
        socket.write(chunk, () => {
          atWork -= chunk.length;
          if (atWork <= MOST_AT_WORK) socket.resume();
        });
      }, WORK_MS);
    });
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
