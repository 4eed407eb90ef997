// Wrong on purpose: waits for 'listening' alone, and quiets the 'error' that comes in its place.
// check: listens
// cause: never-settles
import net from 'node:net';

export {
  converse,
  greet,
  startConversationServer,
} from '../../../../solutions/06-first-conversation.ts';

export function startGreetingServer({ host, port }: { host: string; port: number }) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.write('你好\n');
    socket.resume();
  });
  server.on('error', () => {}); // or it would end the process
  return new Promise<net.Server>((resolve) => {
    server.listen(port, host, () => resolve(server));
  });
}
