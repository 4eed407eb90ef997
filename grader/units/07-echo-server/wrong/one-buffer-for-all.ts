// Wrong on purpose: what is to be sent is gathered in one buffer, as if there were one client.
// check: many-clients
// cause: reply-to-wrong-peer
import { once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

const GATHER_MS = 10;

export async function startEchoServer({ host, port }: Address): Promise<net.Server> {
  // Small chunks are gathered for a moment and go out in one write.
  let gathered: Buffer[] = [];
  let timer: NodeJS.Timeout | undefined;

  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    function send() {
      clearTimeout(timer);
      timer = undefined;
      const bytes = Buffer.concat(gathered);
      gathered = [];
      if (bytes.length === 0 || socket.write(bytes)) socket.resume();
    }

    socket.on('data', (chunk) => {
      gathered.push(chunk);
      socket.pause();
      timer ??= setTimeout(send, GATHER_MS);
    });
    socket.on('drain', () => socket.resume());
    socket.on('end', () => {
      send();
      socket.end();
    });
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
