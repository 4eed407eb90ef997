// Wrong on purpose: each chunk can be turned into a string by itself.
// check: lines-any-split
// cause: character-cut-in-two
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
    socket.write('你好\n');
    let unfinished = '';
    socket.on('data', (chunk) => {
      const lines = (unfinished + chunk.toString()).split('\n');
      unfinished = lines.pop() ?? '';
      for (const line of lines) {
        if (socket.writableEnded) break;
        if (line === 'exit') socket.end('再见\n');
        else socket.write(`你好, ${line}\n`);
      }
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
