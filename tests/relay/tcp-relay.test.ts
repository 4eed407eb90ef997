import { once } from 'node:events';
import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type Faults, NO_FAULTS, type Passage } from '../../grader/loopback/relay/faults.ts';
import { TcpRelay } from '../../grader/loopback/relay/tcp-relay.ts';

async function setUp(faults: Partial<Faults>, onClient: (socket: net.Socket) => void) {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    onClient(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  const told: Passage[] = [];
  const relay = await TcpRelay.open(
    0,
    { host: '127.0.0.1', port },
    { ...NO_FAULTS, ...faults },
    (passage) => told.push(passage),
  );
  const client = net.connect({ ...relay.address, allowHalfOpen: true });
  await once(client, 'connect');
  client.on('error', () => {}); // how it ends is looked at where that matters
  onTestFinished(async () => {
    client.destroy();
    await relay.close();
    server.close();
  });
  return { client, told, relay, server };
}

const echo = (socket: net.Socket) => void socket.pipe(socket);

async function readAll(socket: net.Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test('bytes and FIN pass, in order, with delays and losses told as waits', async () => {
  const { client, told } = await setUp({ delayMs: [0, 5], loss: 0.01 }, echo);
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, i) => i % 251));
  client.end(bytes);
  expect((await readAll(client)).equals(bytes)).toBe(true);
  expect(told.some(({ what }) => /^lost and sent again/.test(what))).toBe(true);
});

test('flipped bits are those that were told', async () => {
  const { client, told } = await setUp({ corrupt: 0.2, seed: 5 }, echo);
  const bytes = Buffer.alloc(50_000);
  client.end(bytes);
  const came = await readAll(client);
  const flipped = told.filter(({ verdict }) => verdict.flip !== undefined).length;
  const set = came.reduce(
    (n, byte) => n + (byte === 0 ? 0 : byte.toString(2).replaceAll('0', '').length),
    0,
  );
  expect(flipped).toBeGreaterThan(5);
  expect(came.length).toBe(bytes.length);
  expect(set).toBe(flipped);
});

test('the same stream meets with the same faults, however it is cut', async () => {
  const play = async (size: number) => {
    const { client } = await setUp({ corrupt: 0.3, seed: 9 }, (socket) => socket.end());
    void client;
    const other = await setUp({ corrupt: 0.3, seed: 9 }, echo);
    const bytes = Buffer.alloc(20_000, 'x');
    for (let at = 0; at < bytes.length; at += size) {
      other.client.write(bytes.subarray(at, at + size));
      if (at % (size * 4) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    other.client.end();
    return readAll(other.client);
  };
  expect((await play(777)).equals(await play(20_000))).toBe(true);
});

test('a black hole swallows what follows, and the FIN', async () => {
  let heard = 0;
  const { client, told } = await setUp({ blackHole: 1 }, (socket) => {
    socket.on('data', (chunk) => {
      heard += chunk.length;
    });
  });
  client.end(Buffer.alloc(5000));
  while (told.length < 5) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(heard).toBeLessThanOrEqual(1024);
  expect(client.readableEnded).toBe(false);
});

test('an RST passes, in both directions', async () => {
  const { client } = await setUp({}, (socket) => setTimeout(() => socket.resetAndDestroy(), 20));
  const [error] = await once(client, 'error');
  expect(error).toMatchObject({ code: 'ECONNRESET' });
});

test('nobody listens behind it: the client is reset', async () => {
  const { relay, server } = await setUp({}, echo);
  server.close();
  const late = net.connect(relay.address);
  const [error] = await once(late, 'error');
  expect(error).toMatchObject({ code: 'ECONNRESET' });
});
