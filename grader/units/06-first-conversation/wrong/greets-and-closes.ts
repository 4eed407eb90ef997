// Wrong on purpose: a server that has said all it has to say destroys the socket.
// check: reads-to-fin
// cause: closed-before-the-client
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
    socket.write('你好\n', () => socket.destroySoon());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
