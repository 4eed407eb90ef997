// Wrong on purpose: the client waits for an answer after each message.
// check: client-sends
// cause: waits-between-messages
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const messages = texts.map(encodeMessage);
  const socket = net.connect({ host, port });
  const chunks = socket[Symbol.asyncIterator]();
  const decoder = new MessageDecoder();
  const answers: string[] = [];
  for (const message of messages) {
    socket.write(message);
    const { done, value } = await chunks.next();
    if (!done) answers.push(...decoder.push(value));
  }
  socket.end();
  for await (const chunk of chunks) answers.push(...decoder.push(chunk));
  decoder.end();
  return answers;
}
