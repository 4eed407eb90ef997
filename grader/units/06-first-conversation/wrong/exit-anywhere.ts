// Wrong on purpose: whoever says the word exit wants to leave.
// check: ends-on-exit
// cause: exit-inside-a-line
import { once } from 'node:events';
import net from 'node:net';

export {
  converse,
  greet,
  startGreetingServer,
} from '../../../../solutions/06-first-conversation.ts';

export async function startConversationServer({ host, port }: { host: string; port: number }) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.setEncoding('utf8');
    socket.write('你好\n');
    let unfinished = '';
    socket.on('data', (text) => {
      const lines = (unfinished + text).split('\n');
      unfinished = lines.pop() ?? '';
      for (const line of lines) {
        if (socket.writableEnded) break;
        if (line.includes('exit')) socket.end('再见\n');
        else socket.write(`你好, ${line}\n`);
      }
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
