// Wrong on purpose: the next client is served when the one before has left, as in an accept() loop.
// check: many-clients
// cause: one-client-at-a-time
import { on, once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

async function acceptForEver(server: net.Server): Promise<void> {
  for await (const [client] of on(server, 'connection')) {
    if (client instanceof net.Socket) await serve(client);
  }
}

async function serve(client: net.Socket): Promise<void> {
  try {
    for await (const chunk of client.iterator({ destroyOnReturn: false })) {
      if (!client.write(chunk)) await once(client, 'drain');
    }
    client.end();
  } catch {
    client.destroy();
  }
}

export async function startEchoServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true });
  server.on('connection', (client) => client.on('error', () => {}));
  server.listen(port, host);
  await once(server, 'listening');
  void acceptForEver(server);
  return server;
}
