// Wrong on purpose: whoever rejects the promise has given the connection up.
// check: gives-up-on-silence
// cause: socket-left-open
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
    socket.setTimeout(deadlineMs, () => reject(new Error('the server is silent')));
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
