// Wrong on purpose: the client calls the methods of Python's sockets.
// check: client-sends
// cause: pythons-name
import net from 'node:net';
import { encodeMessage, MessageDecoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

interface PythonSocket {
  sendall(bytes: Uint8Array): void;
}

export async function sendMessages(
  { host, port }: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const bytes = Buffer.concat(texts.map(encodeMessage));
  const socket = net.connect({ host, port });
  (socket as net.Socket & PythonSocket).sendall(bytes);
  socket.end();
  const decoder = new MessageDecoder();
  const answers: string[] = [];
  for await (const chunk of socket) answers.push(...decoder.push(chunk));
  decoder.end();
  return answers;
}
