// Wrong on purpose: what stands behind the last newline is a line as well.
// check: ends-on-exit
// cause: half-line-answered
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
    let unfinished = '';
    const answer = (line: string) => {
      if (socket.writableEnded) return;
      if (line === 'exit') socket.end('再见\n');
      else socket.write(`你好, ${line}\n`);
    };
    socket.on('data', (text) => {
      const lines = (unfinished + text).split('\n');
      unfinished = lines.pop() ?? '';
      lines.forEach(answer);
    });
    socket.on('end', () => {
      if (unfinished !== '') answer(unfinished);
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
