// Wrong on purpose: the client has a fixed port on its own side, as a server has.
// check: client-sends
// cause: fixed-local-port
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const bytes = Buffer.concat(texts.map(encodeMessage));
  const socket = net.connect({ host, port, localPort: 8642 });
  socket.end(bytes);
  const decoder = new MessageDecoder();
  const answers: string[] = [];
  for await (const chunk of socket) answers.push(...decoder.push(chunk));
  decoder.end();
  return answers;
}
