// Wrong on purpose: one data event is one message.
// check: greeting-any-split
// cause: chunk-taken-for-message
import net from 'node:net';

export {
  converse,
  startConversationServer,
  startGreetingServer,
} from '../../../../solutions/06-first-conversation.ts';

export function greet(
  address: { host: string; port: number },
  { deadlineMs = 0 }: { deadlineMs?: number } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(address);
    socket.setTimeout(deadlineMs, () => socket.destroy(new Error('the server is silent')));
    socket.setEncoding('utf8');
    socket.once('data', (text) => {
      socket.end('再见\n');
      resolve(String(text).trimEnd());
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server left')));
  });
}
