// Wrong on purpose: what the decoder throws is left to the listener's caller.
// check: client-gives-up
// cause: uncaught-error
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const messages = texts.map((text) => encodeMessage(text));
  const decoder = new MessageDecoder();
  const answers: string[] = [];
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port }, () => socket.end(Buffer.concat(messages)));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      answers.push(...decoder.push(chunk));
    });
    socket.on('end', () => {
      try {
        decoder.end();
        resolve(answers);
      } catch (error) {
        reject(error);
      }
    });
  });
}
