// Wrong on purpose: whoever waits for 'end' need not read the bytes before it.
// check: reads-to-fin
// cause: fin-behind-unread-bytes
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
    socket.on('end', () => socket.end());
    socket.write('你好\n');
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
