// Wrong on purpose: end() is thought to bring 'close', whatever the server does.
// check: survey-finds
// cause: waits-for-the-server
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
  async function work(): Promise<void> {
    for (let port = waiting.shift(); port !== undefined; port = waiting.shift()) {
      if (await isOpen(host, port, deadlineMs)) open.push(port);
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work));
  return open.sort((a, b) => a - b);
}

function isOpen(host: string, port: number, deadlineMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    let open = false;
    const timer = setTimeout(() => socket.destroy(), deadlineMs);
    socket.on('connect', () => {
      open = true;
      socket.end();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(open);
    });
  });
}
