// Right: a parser that goes from character to character, one attempt at a time, errors thrown at once.
import { createConnection, createServer, isIPv4, isIPv6, type Server } from 'node:net';

const FIRST_USER = 2 ** 10;
const FIRST_DYNAMIC = 3 * 2 ** 14;
const END = 2 ** 16;
const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export function portRange(port: number): string {
  if (port % 1 !== 0 || !(port >= 0) || !(port < END)) throw new RangeError('no port');
  if (port < FIRST_USER) return 'system';
  return port < FIRST_DYNAMIC ? 'user' : 'dynamic';
}

export function parseEndpoint(text: string): { host: string; port: number } {
  const characters = [...text];
  const take = (allowed: string): string => {
    let taken = '';
    while (characters.length > 0 && allowed.includes(characters[0]?.toLowerCase() ?? ' ')) {
      taken += characters.shift();
    }
    return taken;
  };
  const mustTake = (what: string): void => {
    if (characters.shift() !== what) throw new TypeError(`${what} is missing in ${text}`);
  };
  let host = '';
  if (characters[0] === '[') {
    mustTake('[');
    host = take(`${DIGITS}abcdef:.`);
    mustTake(']');
    if (!isIPv6(host)) throw new TypeError(`${host} is no IPv6 address`);
  } else {
    host = take(`${DIGITS}${LETTERS}._-`);
  }
  mustTake(':');
  const digits = take(DIGITS);
  const zeros = digits.length > 1 && digits[0] === '0';
  if (host === '' || digits === '' || zeros || characters.length > 0) {
    throw new TypeError(`${text} is no endpoint`);
  }
  const port = [...digits].reduce((sum, digit) => sum * 10 + DIGITS.indexOf(digit), 0);
  if (port >= END) throw new RangeError(`${digits} is too large`);
  return Object.assign(Object.create(null), { host, port });
}

interface Place {
  host: string;
  port: number;
}

const key = (...parts: unknown[]): string => JSON.stringify(parts);

export function Demultiplexer(this: Record<string, unknown>): void {
  const table: Record<string, string> = Object.create(null);
  const enter = (name: string, ...parts: unknown[]): void => {
    if (key(...parts) in table) {
      const error = new Error('in use');
      Object.defineProperty(error, 'code', { value: 'EADDRINUSE' });
      throw error;
    }
    table[key(...parts)] = name;
  };
  const port = (place: Place): number => {
    if (place.port === 0) throw new RangeError('0 is for the kernel');
    portRange(place.port);
    return place.port;
  };
  this.listen = (protocol: string, local: Place, name: string) =>
    enter(name, protocol, local.host, port(local));
  this.connect = (protocol: string, local: Place, remote: Place, name: string) =>
    enter(name, protocol, local.host, port(local), remote.host, port(remote));
  this.deliver = (protocol: string, local: Place, remote: Place) => {
    const own = [protocol, local.host, port(local)];
    const keys = [
      key(...own, remote.host, remote.port),
      key(...own),
      key(protocol, '0.0.0.0', local.port),
    ];
    const found = keys.find((candidate) => candidate in table);
    return found === undefined ? undefined : table[found];
  };
}

export function listenOnFreePort(): Promise<Server> {
  const server = createServer();
  const { promise, resolve, reject } = deferred<Server>();
  server.on('listening', () => resolve(server));
  server.on('error', reject);
  server.listen(0, '127.0.0.1');
  return promise;
}

/** Not async: what is wrong with the arguments is thrown at once. */
export function surveyPorts(
  host: string,
  ports: Iterable<number>,
  { deadlineMs = 1000 }: { concurrency?: number; deadlineMs?: number } = {},
): Promise<number[]> {
  const [first] = host.split('.');
  if (!(isIPv4(host) && first === '127') && host !== '::1')
    throw new TypeError(`${host}: not here`);
  const queue: number[] = [];
  for (const port of ports) {
    if (!DIGITS.includes(String(port)[0] ?? ' ') || port === 0) throw new RangeError(`${port}`);
    portRange(port);
    if (!queue.includes(port)) queue.push(port);
  }
  const open: number[] = [];
  const { promise, resolve } = deferred<number[]>();
  const next = (): void => {
    const port = queue.shift();
    if (port === undefined) {
      resolve(open.sort((a, b) => (a < b ? -1 : 1)));
      return;
    }
    const socket = createConnection(port, host);
    const timer = setTimeout(() => socket.destroy(), deadlineMs);
    socket.on('connect', () => {
      open.push(port);
      socket.resetAndDestroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      next();
    });
  };
  next();
  return promise;
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
