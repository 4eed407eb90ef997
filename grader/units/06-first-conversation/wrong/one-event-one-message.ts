// Wrong on purpose: one data event is one message.
// check: lines-any-split
// cause: chunk-taken-for-message
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
      if (socket.writableEnded) return;
      const message = String(text).replace(/\n$/, '');
      if (message === 'exit') socket.end('再见\n');
      else socket.write(`你好, ${message}\n`);
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
