// Wrong on purpose: it collects the whole stream and sends it on at the end, as one would with a file.
// check: carries-bytes
// cause: keeps-until-fin
import { once } from 'node:events';
import net from 'node:net';

export interface Address {
  host: string;
  port: number;
}

export async function startRelay({ host, port }: Address, target: Address): Promise<net.Server> {
  const options = { allowHalfOpen: true, noDelay: true };
  const server = net.createServer(options, (client) => {
    const upstream = net.connect({ ...target, ...options });
    carry(client, upstream);
    carry(upstream, client);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function carry(from: net.Socket, to: net.Socket): void {
  const chunks: Buffer[] = [];
  from.on('data', (chunk) => chunks.push(chunk));
  from.on('end', () => to.end(Buffer.concat(chunks)));
  from.on('error', () => to.resetAndDestroy());
}
