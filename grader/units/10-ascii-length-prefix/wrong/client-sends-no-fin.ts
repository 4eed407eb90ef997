// Wrong on purpose: the client waits for the server's FIN, and sends none of its own.
// check: client-sends
// cause: no-fin
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const messages = texts.map((text) => encodeMessage(text));
  const socket = net.connect({ host, port });
  socket.write(Buffer.concat(messages));
  const decoder = new MessageDecoder();
  const answers: string[] = [];
  for await (const chunk of socket) answers.push(...decoder.push(chunk));
  decoder.end();
  return answers;
}
