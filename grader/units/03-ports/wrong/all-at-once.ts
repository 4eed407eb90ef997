// Wrong on purpose: every attempt is begun at once, whatever the limit.
// check: survey-limit
// cause: too-many-at-once
import net from 'node:net';

export {
  Demultiplexer,
  listenOnFreePort,
  parseEndpoint,
  portRange,
} from '../../../../solutions/03-ports.ts';

export async function surveyPorts(
  host: string,
  ports: Iterable<number>,
  { deadlineMs = 1000 }: { concurrency?: number; deadlineMs?: number } = {},
): Promise<number[]> {
  const local = net.isIPv4(host) ? host.split('.')[0] === '127' : host === '::1';
  if (!local) throw new RangeError(`${host} is no loopback address`);
  const waiting = [...new Set(ports)];
  for (const port of waiting) {
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new RangeError(`no port: ${port}`);
  }

  const answers = await Promise.all(
    waiting.map(async (port) => ({ port, open: await isOpen(host, port, deadlineMs) })),
  );
  const open = answers.filter((answer) => answer.open).map(({ port }) => port);
  return open.sort((a, b) => a - b);
}

function isOpen(host: string, port: number, deadlineMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const done = (open: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(open);
    };
    const timer = setTimeout(() => done(false), deadlineMs);
    socket.on('connect', () => done(true));
    socket.on('error', () => done(false));
  });
}
