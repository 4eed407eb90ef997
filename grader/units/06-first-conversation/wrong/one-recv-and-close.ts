// Wrong on purpose: the first data event brings all that the client says, so the server can leave.
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
    socket.setEncoding('utf8');
    socket.write('你好\n');
    socket.once('data', (farewell) => {
      console.log('the client said', farewell);
      socket.end();
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
