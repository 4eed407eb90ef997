// Wrong on purpose: an answer that takes a moment is written after the socket ended itself at FIN.
// check: server-answers
// cause: reply-lost-at-half-close
import { once } from 'node:events';
import net from 'node:net';
import { encodeFrame, FrameDecoder } from '../../../../solutions/11-length-prefix-framing.ts';

export { encodeFrame, FrameDecoder };

interface Address {
  host: string;
  port: number;
}

// As long as the answer would take if it came from a database.
const WORK_MS = 30;

export async function startFrameServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer((socket) => {
    const decoder = new FrameDecoder();
    const answer = (frame: Buffer) => socket.write(encodeFrame(frame.reverse()));
    socket.on('data', (chunk) => {
      try {
        for (const frame of decoder.push(chunk)) setTimeout(answer, WORK_MS, frame);
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
