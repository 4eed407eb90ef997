// Right: a Map in a Map in a Map, AbortSignal for the deadline, once() for the answers.
import { once } from 'node:events';
import net from 'node:net';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const isPort = (n: number, least = 0) => Number.isInteger(n) && n >= least && n <= 0xffff;

export const portRange = (port: number): 'system' | 'user' | 'dynamic' => {
  if (!isPort(port)) throw new RangeError(`${port}`);
  switch (true) {
    case port >= 0xc000:
      return 'dynamic';
    case port >= 0x400:
      return 'user';
    default:
      return 'system';
  }
};

const BRACKETED = /^\[(?<host>[0-9A-Fa-f:.]+)\]:(?<port>\d+)$/;
const PLAIN = /^(?<host>[A-Za-z0-9._-]+):(?<port>\d+)$/;

export const parseEndpoint = (text: string): Endpoint => {
  const { host = '', port = '' } = (BRACKETED.exec(text) ?? PLAIN.exec(text))?.groups ?? {};
  if (host === '' || String(BigInt(port)) !== port) throw new TypeError(text);
  if (text.startsWith('[') && !net.isIPv6(host)) throw new TypeError(text);
  if (!isPort(Number(port))) throw new RangeError(text);
  return { host, port: Number(port) };
};

type Ports = Map<number, string>;
type Hosts = Map<string, Ports>;

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

export class Demultiplexer {
  #bound = new Map<string, Hosts>();
  #connected = new Map<string, Map<string, Map<number, Hosts>>>();

  listen = (protocol: string, local: Endpoint, name: string) => {
    destination(local);
    put(
      at(
        at(this.#bound, protocol, () => new Map()),
        local.host,
        () => new Map(),
      ),
      local.port,
      name,
    );
  };

  connect = (protocol: string, local: Endpoint, remote: Endpoint, name: string) => {
    destination(remote);
    destination(local);
    const hosts = at(this.#connected, protocol, () => new Map());
    const ports = at(hosts, local.host, () => new Map());
    const remotes = at(ports, local.port, () => new Map());
    put(
      at(remotes, remote.host, () => new Map()),
      remote.port,
      name,
    );
  };

  deliver = (protocol: string, local: Endpoint, remote: Endpoint) => {
    destination(local);
    const remotes = this.#connected.get(protocol)?.get(local.host)?.get(local.port);
    const bound = this.#bound.get(protocol);
    for (const ports of [remotes?.get(remote.host)]) {
      const name = ports?.get(remote.port);
      if (name !== undefined) return name;
    }
    for (const host of [local.host, '0.0.0.0']) {
      const name = bound?.get(host)?.get(local.port);
      if (name !== undefined) return name;
    }
    return;
  };
}

function destination({ port }: Endpoint): void {
  if (!isPort(port, 1)) throw new RangeError(`no destination: ${port}`);
}

function put(ports: Ports, port: number, name: string): void {
  if (ports.has(port)) {
    const error: NodeJS.ErrnoException = new Error('address already in use');
    error.code = 'EADDRINUSE';
    throw error;
  }
  ports.set(port, name);
}

export const listenOnFreePort = async (backlog = 8): Promise<net.Server> => {
  const server = new net.Server();
  await once(server.listen({ port: 0, host: '127.0.0.1', backlog }), 'listening');
  return server;
};

export async function surveyPorts(
  host: string,
  ports: Iterable<number>,
  { concurrency = 100, deadlineMs = 1000 }: { concurrency?: number; deadlineMs?: number } = {},
): Promise<number[]> {
  const own = new net.BlockList();
  own.addRange('127.0.0.0', '127.255.255.255');
  const family = net.isIP(host);
  if (!(family === 4 ? own.check(host) : host === '::1')) throw new TypeError(`not ours: ${host}`);

  const all = Array.from(ports);
  for (const port of all) if (!isPort(port, 1)) throw new RangeError(`no port: ${port}`);

  const found: Record<number, true> = {};
  const gate = new Gate(concurrency);
  const attempts = all.map(async (port) => {
    await gate.enter();
    const socket = net.connect({ host, port, signal: AbortSignal.timeout(deadlineMs) });
    try {
      await once(socket, 'connect');
      found[port] = true;
    } catch {
      // refused, or too late
    } finally {
      socket.destroy();
      gate.leave();
    }
  });
  await Promise.all(attempts);
  // Keys that are whole numbers come in ascending order.
  return Object.keys(found).map(Number);
}

class Gate {
  #room: number;
  readonly #waiting: (() => void)[] = [];

  constructor(room: number) {
    this.#room = room;
  }

  async enter(): Promise<void> {
    if (this.#room > 0) this.#room--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#room++;
  }
}
