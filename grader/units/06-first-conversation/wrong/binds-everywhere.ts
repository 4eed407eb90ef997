// Wrong on purpose: a server needs to be told its port only.
// check: listens
// cause: listens-elsewhere
import { once } from 'node:events';
import net from 'node:net';

export {
  converse,
  greet,
  startConversationServer,
} from '../../../../solutions/06-first-conversation.ts';

export async function startGreetingServer({ port }: { host: string; port: number }) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.write('你好\n');
    socket.resume();
  });
  server.listen(port, '0.0.0.0');
  await once(server, 'listening');
  return server;
}
