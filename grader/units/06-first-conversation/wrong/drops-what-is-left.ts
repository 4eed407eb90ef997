// Wrong on purpose: an event may hold several lines, and the last one is whole.
// check: lines-any-split
// cause: leftover-taken-for-line
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
    socket.on('data', (text) => {
      for (const line of String(text).replace(/\n$/, '').split('\n')) {
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
