// Wrong on purpose: a client may speak as soon as it is connected.
// check: hears-greeting
// cause: spoke-before-the-greeting
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
    socket.on('connect', () => socket.write('再见\n'));
    socket.on('data', (more) => {
      text += more;
      if (!text.includes('\n')) return;
      socket.end();
      resolve(text.slice(0, text.indexOf('\n')));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server left')));
  });
}
