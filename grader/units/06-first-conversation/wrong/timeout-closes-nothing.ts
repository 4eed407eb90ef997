// Wrong on purpose: setTimeout() ends a socket that is silent for too long.
// check: gives-up-on-silence
// cause: never-settles
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
    socket.setTimeout(deadlineMs);
    socket.setEncoding('utf8');
    let text = '';
    socket.on('data', (more) => {
      text += more;
      if (!text.includes('\n')) return;
      socket.end('再见\n');
      resolve(text.slice(0, text.indexOf('\n')));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server left')));
  });
}
