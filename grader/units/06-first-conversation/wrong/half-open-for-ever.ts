// Wrong on purpose: with allowHalfOpen a connection ends by itself when the client has left.
// check: greets
// cause: no-fin
import { once } from 'node:events';
import net from 'node:net';

export {
  converse,
  greet,
  startConversationServer,
} from '../../../../solutions/06-first-conversation.ts';

export async function startGreetingServer({ host, port }: { host: string; port: number }) {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    socket.write('你好\n');
    socket.resume();
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
