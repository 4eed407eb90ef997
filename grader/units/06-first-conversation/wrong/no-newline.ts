// Wrong on purpose: who writes a text in one call sends a message, and needs nothing to end it.
// check: greets
// cause: no-newline
import { once } from 'node:events';
import net from 'node:net';

export {
  converse,
  greet,
  startConversationServer,
} from '../../../../solutions/06-first-conversation.ts';

export async function startGreetingServer({ host, port }: { host: string; port: number }) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.write(Buffer.from('你好'));
    socket.resume();
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
