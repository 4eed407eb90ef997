// Wrong on purpose: the first chunk is taken for all that the server sends.
// check: client-sends
// cause: stopped-before-fin
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const messages = texts.map((text) => encodeMessage(text));
  const decoder = new MessageDecoder();
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port }, () => socket.end(Buffer.concat(messages)));
    socket.on('error', reject);
    socket.on('close', () => resolve([]));
    socket.once('data', (chunk) => {
      resolve(decoder.push(chunk));
      socket.resume();
    });
  });
}
