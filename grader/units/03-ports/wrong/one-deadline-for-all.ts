// Wrong on purpose: the deadline of an attempt is taken for that of the whole survey.
// check: survey-deadline
// cause: one-deadline-for-all
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
  { concurrency = 100, deadlineMs = 1000 } = {},
): Promise<number[]> {
  const local = net.isIPv4(host) ? host.split('.')[0] === '127' : host === '::1';
  if (!local) throw new RangeError(`${host} is no loopback address`);
  const waiting = [...new Set(ports)];
  for (const port of waiting) {
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new RangeError(`no port: ${port}`);
  }

  const open: number[] = [];
  const endsAt = performance.now() + deadlineMs;
  async function work(): Promise<void> {
    for (let port = waiting.shift(); port !== undefined; port = waiting.shift()) {
      const left = Math.floor(endsAt - performance.now()); // a timer may fire a little early
      if (await isOpen(host, port, left)) open.push(port);
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work));
  return open.sort((a, b) => a - b);
}

function isOpen(host: string, port: number, deadlineMs: number): Promise<boolean> {
  if (deadlineMs <= 0) return Promise.resolve(false);
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
