// Wrong on purpose: the first call connects, and all others take its socket.
// check: client-sends
// cause: no-connection-of-its-own
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

let socket: net.Socket | undefined;

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const bytes = Buffer.concat(texts.map(encodeMessage));
  socket ??= net.connect({ host, port });
  socket.end(bytes);
  const decoder = new MessageDecoder();
  const answers: string[] = [];
  for await (const chunk of socket) answers.push(...decoder.push(chunk));
  decoder.end();
  return answers;
}
