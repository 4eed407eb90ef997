// Wrong on purpose: a server answers; the first word is the client's.
// check: greets
// cause: waits-to-be-spoken-to
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
    socket.once('data', () => {
      socket.write('你好\n');
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
