// Wrong on purpose: an error of the socket is caught, and what has come by then is handed out.
// check: client-rejects
// cause: error-swallowed
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const bytes = Buffer.concat(texts.map(encodeMessage));
  const socket = net.connect({ host, port });
  socket.end(bytes);
  const decoder = new MessageDecoder();
  const answers: string[] = [];
  try {
    for await (const chunk of socket) answers.push(...decoder.push(chunk));
  } catch (error) {
    if (error instanceof Error && 'code' in error && !String(error.code).startsWith('ECONN'))
      throw error;
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
  decoder.end();
  return answers;
}
