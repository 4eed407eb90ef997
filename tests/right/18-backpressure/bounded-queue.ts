// Right: a queue of its own, one MiB for each direction, and reading stops while that is full.
import net from 'node:net';

interface Address {
  host: string;
  port: number;
}

const MOST_QUEUED = 1024 * 1024;

interface Way {
  from: net.Socket;
  to: net.Socket;
  queue: Buffer[];
  queued: number;
  ended: boolean;
  full: boolean;
}

function flush(way: Way): void {
  while (!way.full && way.queue.length > 0) {
    const batch = Buffer.concat(way.queue.splice(0));
    way.queued = 0;
    way.full = !way.to.write(batch);
  }
  if (way.queue.length === 0 && way.ended && !way.to.writableEnded) way.to.end();
  if (way.queued < MOST_QUEUED) way.from.resume();
}

function carry(from: net.Socket, to: net.Socket): void {
  const way: Way = { from, to, queue: [], queued: 0, ended: false, full: false };
  from.on('data', (chunk) => {
    way.queue.push(chunk);
    way.queued += chunk.length;
    if (way.queued >= MOST_QUEUED) from.pause();
    flush(way);
  });
  to.on('drain', () => {
    way.full = false;
    flush(way);
  });
  from.on('end', () => {
    way.ended = true;
    flush(way);
  });
}

export async function startRelay(address: Address, target: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }).listen(address);
  server.on('connection', (client) => {
    const upstream = net.connect({ ...target, allowHalfOpen: true });
    carry(client, upstream);
    carry(upstream, client);
    const end = () => {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    };
    client.on('error', end);
    upstream.on('error', end);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  return server;
}
