// Wrong on purpose: the next client is served when the one before has left, as in an accept() loop.
// check: many-clients
// cause: one-client-at-a-time
import { on, once } from 'node:events';
import net from 'node:net';

export {
  converse,
  greet,
  startConversationServer,
} from '../../../../solutions/06-first-conversation.ts';

async function acceptForEver(server: net.Server): Promise<void> {
  for await (const [client] of on(server, 'connection')) {
    if (!(client instanceof net.Socket)) continue;
    client.write('你好\n');
    client.resume();
    await once(client, 'close').catch(() => {});
  }
}

export async function startGreetingServer({ host, port }: { host: string; port: number }) {
  const server = net.createServer((client) => client.on('error', () => {}));
  server.listen(port, host);
  await once(server, 'listening');
  void acceptForEver(server);
  return server;
}
