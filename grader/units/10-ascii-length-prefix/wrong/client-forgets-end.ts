// Wrong on purpose: the client does not ask its decoder whether the end was in order.
// check: client-rejects
// cause: cut-message-accepted
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const messages = texts.map((text) => encodeMessage(text));
  const socket = net.connect({ host, port });
  socket.end(Buffer.concat(messages));
  const decoder = new MessageDecoder();
  const answers: string[] = [];
  for await (const chunk of socket) answers.push(...decoder.push(chunk));
  return answers;
}
