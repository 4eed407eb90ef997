// Wrong on purpose: each event can be turned into a string by itself.
// check: greeting-any-split
// cause: decoded-per-chunk
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
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (!text.includes('\n')) return;
      socket.end('再见\n');
      resolve(text.slice(0, text.indexOf('\n')));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server left')));
  });
}
