// Right: rows in arrays that are searched from the top, and a survey in batches.
import net from 'node:net';

type Endpoint = { host: string; port: number };

export function portRange(port: number) {
  const ranges = [
    { name: 'system', first: 0, last: 1023 },
    { name: 'user', first: 1024, last: 49151 },
    { name: 'dynamic', first: 49152, last: 65535 },
  ];
  const found = ranges.find(
    ({ first, last }) => Number.isInteger(port) && first <= port && port <= last,
  );
  if (!found) throw new RangeError(`${port} is in no range`);
  return found.name;
}

export function parseEndpoint(text: string): Endpoint {
  const separator = text.lastIndexOf(':');
  const bad = () => new TypeError(`not an endpoint: ${JSON.stringify(text)}`);
  if (separator < 1) throw bad();
  const digits = text.slice(separator + 1);
  if (!/^[0-9]+$/.test(digits) || (digits.length > 1 && digits.startsWith('0'))) throw bad();
  let host = text.slice(0, separator);
  if (host.startsWith('[') && host.endsWith(']')) {
    host = host.slice(1, -1);
    if (net.isIP(host) !== 6) throw bad();
  } else if (/[^A-Za-z0-9._-]/.test(host)) {
    throw bad();
  }
  const port = BigInt(digits);
  if (port > 65535n) throw new RangeError(`${digits} does not fit 16 bits`);
  return { port: Number(port), host };
}

interface Row {
  protocol: string;
  local: Endpoint;
  remote?: Endpoint;
  name: string;
}

class AddressInUse extends Error {
  code = 'EADDRINUSE';
}

const equal = (a?: Endpoint, b?: Endpoint) => a?.host === b?.host && a?.port === b?.port;

export class Demultiplexer {
  private rows: Row[] = [];

  listen(protocol: string, local: Endpoint, name: string) {
    this.add({ protocol, local, name });
  }

  connect(protocol: string, local: Endpoint, remote: Endpoint, name: string) {
    this.add({ protocol, local, remote, name });
  }

  deliver(protocol: string, local: Endpoint, remote: Endpoint) {
    this.check(local);
    const any = { host: '0.0.0.0', port: local.port };
    return (
      this.find(protocol, local, remote) ??
      this.find(protocol, local) ??
      this.find(protocol, any)
    )?.name;
  }

  private add(row: Row) {
    this.check(row.local);
    if (row.remote) this.check(row.remote);
    if (this.find(row.protocol, row.local, row.remote)) throw new AddressInUse(row.name);
    this.rows.push(row);
  }

  private find(protocol: string, local: Endpoint, remote?: Endpoint) {
    return this.rows.find(
      (row) => row.protocol === protocol && equal(row.local, local) && equal(row.remote, remote),
    );
  }

  private check({ port }: Endpoint) {
    if (port === 0) throw new RangeError('port 0 is no destination');
    portRange(port);
  }
}

export function listenOnFreePort() {
  return new Promise<net.Server>((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(server));
  });
}

export async function surveyPorts(
  host: string,
  ports: Iterable<number>,
  options: { concurrency?: number; deadlineMs?: number } = {},
) {
  const { concurrency = 100, deadlineMs = 1000 } = options;
  if (!/^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host) && host !== '::1') {
    throw new RangeError(`${host} is not ours`);
  }
  const list = [...ports];
  if (list.some((port) => !Number.isInteger(port) || port <= 0 || port >= 65536)) {
    throw new RangeError('there is a number among them that is no port');
  }
  const open = new Set<number>();
  for (let start = 0; start < list.length; start += concurrency) {
    const batch = list.slice(start, start + concurrency);
    const answers = await Promise.all(batch.map((port) => knock(host, port, deadlineMs)));
    batch.forEach((port, i) => {
      if (answers[i]) open.add(port);
    });
  }
  return Array.from(open).sort((a, b) => a - b);
}

/** Settles when the socket has closed, whatever closed it. */
function knock(host: string, port: number, deadlineMs: number): Promise<boolean> {
  let came = false;
  const socket = new net.Socket();
  socket.setTimeout(deadlineMs);
  socket.on('timeout', () => socket.destroy());
  socket.on('error', () => {});
  socket.connect(port, host, () => {
    came = true;
    socket.destroy();
  });
  return new Promise((resolve) => socket.on('close', () => resolve(came)));
}
