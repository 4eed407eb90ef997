import { once } from 'node:events';
import net from 'node:net';
import { pipeline } from 'node:stream';
import { type Address, startRelay } from '../solutions/18-backpressure.ts';

/** A relay that bench/relay-throughput.ts measures: `solution` or `pipeline`, and the target's port. It prints its own. */
const LOOPBACK = { host: '127.0.0.1', port: 0 };

async function startPipeline(address: Address, target: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    const upstream = net.connect({ ...target, allowHalfOpen: true });
    pipeline(client, upstream, () => {});
    pipeline(upstream, client, () => {});
  });
  server.listen(address);
  await once(server, 'listening');
  return server;
}

const [, , kind, port] = process.argv;
const start = kind === 'pipeline' ? startPipeline : startRelay;
const server = await start(LOOPBACK, { ...LOOPBACK, port: Number(port) });
const address = server.address();
if (address !== null && typeof address !== 'string') console.log(address.port);
