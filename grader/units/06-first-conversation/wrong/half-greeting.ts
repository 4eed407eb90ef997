// Wrong on purpose: the server's FIN ends its greeting, as a newline does.
// check: settles
// cause: end-taken-for-newline
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
    let text = '';
    const heard = () => {
      socket.end('再见\n');
      resolve(text.split('\n')[0] ?? '');
    };
    socket.on('data', (more) => {
      text += more;
      if (text.includes('\n')) heard();
    });
    socket.on('end', () => {
      if (!text.includes('\n')) heard();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server left')));
  });
}
