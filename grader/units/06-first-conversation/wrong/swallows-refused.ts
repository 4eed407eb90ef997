// Wrong on purpose: an error is something to print, and then the visit is over.
// check: settles
// cause: error-swallowed
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
    socket.on('data', (more) => {
      text += more;
      if (!text.includes('\n')) return;
      socket.end('再见\n');
      resolve(text.slice(0, text.indexOf('\n')));
    });
    socket.on('error', (error) => {
      console.log('no conversation:', error.message);
      if ('code' in error && error.code === 'ECONNREFUSED') resolve('');
      else reject(error);
    });
    socket.on('close', () => reject(new Error('the server left')));
  });
}
