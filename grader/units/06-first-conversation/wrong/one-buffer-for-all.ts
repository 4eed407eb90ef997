// Wrong on purpose: what is unfinished can be kept beside the server.
// check: many-clients
// cause: reply-to-wrong-peer
import { once } from 'node:events';
import net from 'node:net';

export {
  converse,
  greet,
  startGreetingServer,
} from '../../../../solutions/06-first-conversation.ts';

let unfinished = '';

export async function startConversationServer({ host, port }: { host: string; port: number }) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.setEncoding('utf8');
    socket.write('你好\n');
    socket.on('data', (text) => {
      const lines = (unfinished + text).split('\n');
      unfinished = lines.pop() ?? '';
      for (const line of lines) {
        if (socket.writableEnded) break;
        if (line === 'exit') socket.end('再见\n');
        else socket.write(`你好, ${line}\n`);
      }
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
