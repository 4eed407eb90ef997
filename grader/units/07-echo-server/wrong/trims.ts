// Wrong on purpose: a chunk is taken for a line, and the newline at its end for its mark.
// check: echoes-bytes
// cause: stripped-newline
import { once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

function trimEnd(line: Buffer): Buffer {
  let end = line.length;
  while (line[end - 1] === NEWLINE || line[end - 1] === CARRIAGE_RETURN) end -= 1;
  return line.subarray(0, end);
}

export async function startEchoServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (line) => {
      if (!socket.write(trimEnd(line))) socket.pause();
    });
    socket.on('drain', () => socket.resume());
    socket.on('end', () => socket.end());
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
