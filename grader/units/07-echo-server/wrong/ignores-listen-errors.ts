// Wrong on purpose: quiets the 'error' event of the server instead of telling whoever waits.
// check: refuses-busy-port
// cause: never-settles
import net from 'node:net';

export { sendAndReadAll } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

function start({ host, port }: Address, answer: (chunk: Buffer) => Uint8Array) {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (chunk) => {
      if (!socket.write(answer(chunk))) socket.pause();
    });
    socket.on('drain', () => socket.resume());
    socket.on('end', () => socket.end());
    socket.on('error', () => {});
  });
  server.on('error', () => {}); // or it would end the process
  return new Promise<net.Server>((resolve) => {
    server.listen(port, host, () => resolve(server));
  });
}

export function startEchoServer(address: Address): Promise<net.Server> {
  return start(address, (chunk) => chunk);
}

export function startUpperCaseServer(address: Address): Promise<net.Server> {
  return start(address, (chunk) =>
    chunk.map((byte) => (byte > 0x60 && byte < 0x7b ? byte - 32 : byte)),
  );
}
