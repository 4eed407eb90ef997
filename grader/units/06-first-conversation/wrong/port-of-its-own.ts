// Wrong on purpose: a server's port is a number that stands in its source.
// check: listens
// cause: port-of-its-own
import { once } from 'node:events';
import net from 'node:net';

export {
  converse,
  greet,
  startConversationServer,
} from '../../../../solutions/06-first-conversation.ts';

const PORT = 9406;

export async function startGreetingServer({ host }: { host: string; port: number }) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.write('你好\n');
    socket.resume();
  });
  server.listen(PORT, host);
  await once(server, 'listening');
  return server;
}
