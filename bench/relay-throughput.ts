import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { compare, ratio } from './measure.ts';

const BYTES = 256 * 1024 * 1024;
const BLOCK = Buffer.alloc(1024 * 1024, 'x');
const ROUNDS = 9;

interface Relay {
  port: number;
  child: ChildProcess;
}

/** A relay in a process of its own: the solution's, or one made of stream.pipeline. */
async function startNode(kind: 'solution' | 'pipeline', target: number): Promise<Relay> {
  const file = path.join(import.meta.dirname, 'relay-process.ts');
  const words = ['--import', 'tsx', file, kind, String(target)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line]: unknown[] = await once(child.stdout, 'data');
  return { port: Number(String(line)), child };
}

/** socat with buffers as large as Node's, where it is installed. It takes a port that was free just now. */
async function startSocat(target: number): Promise<Relay | undefined> {
  if (spawnSync('socat', ['-V'], { stdio: 'ignore' }).status !== 0) return undefined;
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const port = portOf(probe);
  probe.close();
  await once(probe, 'close');
  const listen = `TCP-LISTEN:${port},bind=127.0.0.1,reuseaddr,fork`;
  const words = ['-b', '65536', listen, `TCP:127.0.0.1:${target}`];
  const child = spawn('socat', words, { stdio: 'ignore' });
  while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 20));
  return { port, child };
}

async function answers(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}

function portOf(server: net.Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  return address.port;
}

/** Sends BYTES to a port; resolves when the target behind it has sent its FIN: it has read them all. */
async function pass(port: number): Promise<void> {
  const socket = net.connect({ port, host: '127.0.0.1' }).resume();
  for (let sent = 0; sent < BYTES; sent += BLOCK.length) {
    if (!socket.write(BLOCK)) await once(socket, 'drain');
  }
  socket.end();
  await once(socket, 'close');
}

/** The solution of 18-backpressure against stream.pipeline and against socat: the time that 256 MiB take. */
export async function benchRelay(): Promise<void> {
  const sink = net.createServer((socket) => socket.on('error', () => {}).resume());
  sink.listen(0, '127.0.0.1');
  await once(sink, 'listening');
  const target = portOf(sink);
  const relays = {
    solution: await startNode('solution', target),
    pipeline: await startNode('pipeline', target),
    socat: await startSocat(target),
  };
  const { solution, pipeline, socat } = relays;
  const times = await compare(
    {
      direct: () => pass(target),
      solution: () => pass(solution.port),
      pipeline: () => pass(pipeline.port),
      socat: () => socat && pass(socat.port),
    },
    ROUNDS,
  );
  for (const relay of Object.values(relays)) relay?.child.kill();
  sink.close();
  const rate = (BYTES / 1024 / 1024 / times.solution) * 1000;
  console.log(`throughput of the relay, ${rate.toFixed(0)} MiB/s here; the rest as ratios of it`);
  console.log(
    `  to stream.pipeline   ${ratio(times.pipeline, times.solution)}   (aim: at least 0.9)`,
  );
  console.log(
    socat
      ? `  to socat -b 65536    ${ratio(times.socat, times.solution)}   (aim: at least 0.9)`
      : '  to socat             skipped: socat is not installed',
  );
  console.log(`  to no relay at all   ${ratio(times.direct, times.solution)}`);
}
