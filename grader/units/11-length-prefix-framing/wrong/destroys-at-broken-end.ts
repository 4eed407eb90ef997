// Wrong on purpose: a stream that ends inside a frame is destroyed, with the answers that still wait.
// check: server-survives
// cause: cut-off-at-broken-end
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
    socket.on('end', () => {
      try {
        decoder.end();
        socket.end();
      } catch {
        socket.destroy();
      }
    });
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
