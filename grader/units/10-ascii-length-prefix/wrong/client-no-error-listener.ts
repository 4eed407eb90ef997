// Wrong on purpose: nobody listens for the errors of the socket.
// check: client-rejects
// cause: unhandled-refusal
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
    const attempt = (step: () => void) => {
      try {
        step();
      } catch (error) {
        socket.destroy();
        reject(error);
      }
    };
    socket.on('data', (chunk) => attempt(() => answers.push(...decoder.push(chunk))));
    socket.on('end', () =>
      attempt(() => {
        decoder.end();
        resolve(answers);
      }),
    );
  });
}
