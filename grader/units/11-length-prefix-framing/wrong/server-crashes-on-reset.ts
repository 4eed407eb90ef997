// Wrong on purpose: no 'error' listener on the socket, so one RST ends the process.
// check: server-survives
// cause: unhandled-reset
import { once } from 'node:events';
import net from 'node:net';
import { encodeFrame, FrameDecoder } from '../../../../solutions/11-length-prefix-framing.ts';

export { encodeFrame, FrameDecoder };

interface Address {
  host: string;
  port: number;
}

export async function startFrameServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const decoder = new FrameDecoder();
    socket.on('data', (chunk) => {
      try {
        for (const frame of decoder.push(chunk)) socket.write(encodeFrame(frame.reverse()));
      } catch {
        socket.destroy();
      }
    });
    socket.on('end', () => socket.end());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
