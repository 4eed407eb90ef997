// Wrong on purpose: the error that tells of a stream cut inside a frame is caught by nobody.
// check: server-survives
// cause: uncaught-error
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
      socket.end();
      decoder.end();
    });
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
