// Right: pipe() in both directions; it minds the drain and the end, errors are left to us.
import net from 'node:net';

interface Address {
  host: string;
  port: number;
}

export function startRelay(address: Address, target: Address): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer({ allowHalfOpen: true });
    server.on('connection', (client) => {
      const upstream = net.createConnection({
        host: target.host,
        port: target.port,
        allowHalfOpen: true,
      });
      client.on('error', () => upstream.resetAndDestroy());
      upstream.on('error', () => client.resetAndDestroy());
      client.pipe(upstream).pipe(client);
    });
    server.once('error', reject);
    server.listen({ ...address }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
