// Wrong on purpose: all bytes are collected first, and decoded when the server has sent FIN.
// check: client-gives-up
// cause: waited-for-fin
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
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  const decoder = new MessageDecoder();
  const answers = decoder.push(Buffer.concat(chunks));
  decoder.end();
  return answers;
}
