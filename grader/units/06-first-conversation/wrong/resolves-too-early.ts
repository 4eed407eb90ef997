// Wrong on purpose: listen() returns, so the server listens.
// check: listens
// cause: resolved-before-listening
import net from 'node:net';

export {
  converse,
  greet,
  startConversationServer,
} from '../../../../solutions/06-first-conversation.ts';

export async function startGreetingServer(address: { host: string; port: number }) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.write('你好\n');
    socket.resume();
  });
  server.listen(address.port, address.host);
  return server;
}
