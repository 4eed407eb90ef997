// Wrong on purpose: nobody catches the RangeError in the 'data' listener.
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
      for (const frame of decoder.push(chunk)) socket.write(encodeFrame(frame.reverse()));
    });
    socket.on('end', () => socket.end());
    socket.on('error', (error) => console.error(error.message));
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
