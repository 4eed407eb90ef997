// Right: no drain at all; it reads the next chunk when the callback of write() says that the last one has gone.
import net from 'node:net';

interface Address {
  host: string;
  port: number;
}

function forward(from: net.Socket, to: net.Socket): void {
  const gone = (error?: Error | null) => {
    if (!error) from.resume();
  };
  from.on('data', (chunk) => {
    from.pause();
    to.write(chunk, gone);
  });
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
}

export async function startRelay(address: Address, target: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const upstream = net.connect({ ...target, allowHalfOpen: true, noDelay: true });
    forward(client, upstream);
    forward(upstream, client);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => resolve(server));
  });
}
