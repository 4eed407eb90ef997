// Wrong on purpose: one decoder serves all connections.
// check: client-sends
// cause: state-shared-by-calls
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

let decoder = new MessageDecoder();

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const messages = texts.map((text) => encodeMessage(text));
  const socket = net.connect({ host, port });
  socket.end(Buffer.concat(messages));
  const answers: string[] = [];
  try {
    for await (const chunk of socket) answers.push(...decoder.push(chunk));
    decoder.end();
    return answers;
  } catch (error) {
    decoder = new MessageDecoder();
    throw error;
  }
}
