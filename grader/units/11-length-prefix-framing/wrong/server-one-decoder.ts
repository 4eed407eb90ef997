// Wrong on purpose: one decoder serves all clients, so that their bytes are put together.
// check: server-answers
// cause: state-shared-by-clients
import { once } from 'node:events';
import net from 'node:net';
import { encodeFrame, FrameDecoder } from '../../../../solutions/11-length-prefix-framing.ts';

export { encodeFrame, FrameDecoder };

interface Address {
  host: string;
  port: number;
}

const decoder = new FrameDecoder();

export async function startFrameServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (chunk) => {
      try {
        for (const frame of decoder.push(chunk)) socket.write(encodeFrame(frame.reverse()));
      } catch {
        socket.destroy();
      }
    });
    socket.on('end', () => socket.end());
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
