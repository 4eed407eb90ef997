// Wrong on purpose: the texts of all calls are collected in one list.
// check: client-sends
// cause: list-shared-by-calls
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

const answers: string[] = [];

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const bytes = Buffer.concat(texts.map(encodeMessage));
  const socket = net.connect({ host, port });
  socket.end(bytes);
  const decoder = new MessageDecoder();
  for await (const chunk of socket) answers.push(...decoder.push(chunk));
  decoder.end();
  return answers;
}
