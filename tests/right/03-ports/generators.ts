// Right: a port's bits, IPv6 addresses read by hand, generators that hand out attempts, RST at the end.
import { once } from 'node:events';
import net from 'node:net';

type Endpoint = { host: string; port: number };

export function portRange(port: number): 'system' | 'user' | 'dynamic' {
  if ((port & 0xffff) !== port) throw new RangeError(`${port} has not 16 bits`);
  if (port >> 10 === 0) return 'system';
  return port >> 14 === 3 ? 'dynamic' : 'user';
}

export function parseEndpoint(text: string): Endpoint {
  const form = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(0|[1-9]\d{0,4}|[1-9]\d+)$/i.exec(text);
  if (!form) throw new TypeError(`unreadable: ${text}`);
  const [, six, name, digits = ''] = form;
  if (six !== undefined && !isIpv6(six)) throw new TypeError(`no IPv6 address: ${six}`);
  const port = digits.length > 5 ? Number.POSITIVE_INFINITY : Number(digits);
  portRange(port === Number.POSITIVE_INFINITY ? -1 : port);
  return { host: six ?? name ?? '', port };
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  let count = groups.length;
  const last = groups.at(-1) ?? '';
  if (last.includes('.')) {
    if (text.endsWith('::')) return false;
    const numbers = last.split('.');
    if (numbers.length !== 4) return false;
    if (!numbers.every((n) => /^(0|[1-9]\d{0,2})$/.test(n) && Number(n) < 256)) return false;
    groups.pop();
    count++;
  }
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? count < 8 : count === 8;
}

abstract class Table {
  #names = new Map<string, string>();

  protected abstract key(...parts: readonly (string | Endpoint)[]): string;

  add(name: string, ...parts: readonly (string | Endpoint)[]): void {
    const key = this.key(...parts);
    if (this.#names.has(key)) {
      throw Object.assign(new TypeError(`taken: ${key}`), { code: 'EADDRINUSE', syscall: 'bind' });
    }
    this.#names.set(key, name);
  }

  get(...parts: readonly (string | Endpoint)[]): string | undefined {
    return this.#names.get(this.key(...parts));
  }
}

class PlainTable extends Table {
  protected override key(...parts: readonly (string | Endpoint)[]): string {
    return parts
      .map((part) => (typeof part === 'string' ? part : `${part.host}:${part.port}`))
      .join();
  }
}

function* destinations(...ends: Endpoint[]): Generator<Endpoint> {
  for (const { host, port } of ends) {
    if (port === 0 || (port & 0xffff) !== port)
      throw new RangeError(`nothing can be sent to ${port}`);
    yield { host, port };
  }
}

export class Demultiplexer {
  bound: Table = new PlainTable();
  connected: Table = new PlainTable();

  listen(protocol: 'tcp' | 'udp', local: Endpoint, name: string): void {
    this.bound.add(name, protocol, ...destinations(local));
  }

  connect(protocol: 'tcp' | 'udp', local: Endpoint, remote: Endpoint, name: string): void {
    this.connected.add(name, protocol, ...destinations(local, remote));
  }

  deliver(protocol: 'tcp' | 'udp', local: Endpoint, remote: Endpoint): string | undefined {
    const connection = this.connected.get(protocol, ...destinations(local, remote));
    if (connection !== undefined) return connection;
    const any = { ...local, host: '0.0.0.0' };
    return this.bound.get(protocol, local) ?? this.bound.get(protocol, any);
  }
}

export async function listenOnFreePort(): Promise<net.Server> {
  for (;;) {
    // A free port that is looked for by hand: where somebody else has it, another is tried.
    const port = 49_152 + Math.floor(Math.random() * 16_384);
    const server = net.createServer().listen(port, '127.0.0.1');
    const listens = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (listens) return server;
  }
}

export async function surveyPorts(
  host: string,
  ports: Iterable<number>,
  options?: { concurrency?: number; deadlineMs?: number },
): Promise<number[]> {
  const four = host.split('.').map(Number);
  const isFour = four.length === 4 && four.every((n) => Number.isInteger(n) && n >= 0 && n < 256);
  if (host !== '::1' && !(isFour && four[0] === 127)) {
    throw new RangeError(`only 127.0.0.0/8 and ::1 are surveyed, not ${host}`);
  }
  const wanted = [...destinations(...[...ports].map((port) => ({ host, port })))];
  const attempts = wanted.values();
  const open = new Set<number>();
  const workers = Array.from({ length: options?.concurrency ?? 100 }, async () => {
    for (const { port } of attempts) {
      for await (const answer of attempt(host, port, options?.deadlineMs ?? 1000)) {
        if (answer === 'connect') open.add(port);
      }
    }
  });
  await Promise.all(workers);
  return [...open].sort((a, b) => a - b);
}

/** Yields what came of it, and closes the socket when it is no longer asked. */
async function* attempt(host: string, port: number, deadlineMs: number) {
  const socket = new net.Socket({ allowHalfOpen: true });
  try {
    const came = new Promise<string>((resolve) => {
      setTimeout(resolve, deadlineMs, 'nothing').unref();
      for (const event of ['connect', 'error']) socket.on(event, () => resolve(event));
    });
    socket.connect({ host, port });
    yield await came;
  } finally {
    if (socket.connecting) socket.destroy();
    else socket.resetAndDestroy();
  }
}
