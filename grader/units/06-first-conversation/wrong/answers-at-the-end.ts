// Wrong on purpose: first the client talks, then the server.
// check: answers-lines
// cause: answered-only-at-fin
import { once } from 'node:events';
import net from 'node:net';

export {
  converse,
  greet,
  startGreetingServer,
} from '../../../../solutions/06-first-conversation.ts';

export async function startConversationServer({ host, port }: { host: string; port: number }) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.setEncoding('utf8');
    socket.write('你好\n');
    let said = '';
    socket.on('data', (text) => {
      said += text;
    });
    socket.on('end', () => {
      const lines = said.split('\n').slice(0, -1);
      const exit = lines.indexOf('exit');
      const named = exit < 0 ? lines : lines.slice(0, exit);
      socket.write(named.map((name) => `你好, ${name}\n`).join(''));
      socket.end(exit < 0 ? '' : '再见\n');
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
