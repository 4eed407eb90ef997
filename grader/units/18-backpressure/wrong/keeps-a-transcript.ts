// Wrong on purpose: it keeps every chunk for a transcript that grows with all that passes.
// check: bounded-memory
// cause: keeps-what-has-passed
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
  const transcript: Buffer[] = [];
  from.on('data', (chunk) => {
    transcript.push(chunk);
    if (!to.write(chunk)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => {
    to.end();
    const total = transcript.reduce((sum, { length }) => sum + length, 0);
    if (total === 0) console.log('a stream without a byte');
  });
  from.on('error', () => to.resetAndDestroy());
}
