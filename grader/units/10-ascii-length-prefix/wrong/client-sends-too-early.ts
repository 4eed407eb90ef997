// Wrong on purpose: each text is encoded when the one before it is on its way.
// check: client-rejects
// cause: sent-before-checking
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const socket = net.connect({ host, port });
  socket.on('error', () => {}); // it is thrown below
  const decoder = new MessageDecoder();
  const answers: string[] = [];
  try {
    for (const text of texts) {
      const message = encodeMessage(text);
      await new Promise<void>((resolve, reject) => {
        socket.write(message, (error) => (error ? reject(error) : resolve()));
      });
    }
    socket.end();
    for await (const chunk of socket) answers.push(...decoder.push(chunk));
    decoder.end();
    return answers;
  } finally {
    socket.destroy();
  }
}
