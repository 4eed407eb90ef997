// Wrong on purpose: the client connects to the port, and leaves out the host.
// check: client-sends
// cause: host-ignored
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

export async function sendMessages(
  { port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const bytes = Buffer.concat(texts.map(encodeMessage));
  const socket = net.connect(port);
  socket.end(bytes);
  const decoder = new MessageDecoder();
  const answers: string[] = [];
  for await (const chunk of socket) answers.push(...decoder.push(chunk));
  decoder.end();
  return answers;
}
