import { once } from 'node:events';
import net from 'node:net';

/** One end of a conversation: an address (or a name that stands for one) and a port. */
export interface Endpoint {
  host: string;
  port: number;
}

export type PortRange = 'system' | 'user' | 'dynamic';

export type Protocol = 'tcp' | 'udp';

const LARGEST_PORT = 65_535; // 16 bits in the headers of TCP and of UDP
const WILDCARD = '0.0.0.0';

/**
 * Reads `host:port` or `[IPv6 address]:port`; the host comes back without its brackets. Throws
 * TypeError for any other form, RangeError for a port beyond 65535.
 */
export function parseEndpoint(text: string): Endpoint {
  const [, address, name, digits] = /^(?:\[([^\]]*)\]|([\w.-]+)):(0|[1-9][0-9]*)$/.exec(text) ?? [];
  const host = address ?? name;
  if (host === undefined || (address !== undefined && !net.isIPv6(address))) {
    throw new TypeError(`expected host:port or [IPv6 address]:port, received "${text}"`);
  }
  const port = Number(digits);
  if (port > LARGEST_PORT) {
    throw new RangeError(`expected a port from 0 to ${LARGEST_PORT}, received ${digits}`);
  }
  return { host, port };
}

/** The range of RFC 6335 that a port is in. Throws RangeError for what is no port. */
export function portRange(port: number): PortRange {
  if (!Number.isInteger(port) || port < 0 || port > LARGEST_PORT) {
    throw new RangeError(`expected a port from 0 to ${LARGEST_PORT}, received ${port}`);
  }
  if (port < 1024) return 'system';
  return port < 49_152 ? 'user' : 'dynamic';
}

/**
 * The table in which a kernel looks up the socket that an arriving segment or datagram belongs to.
 * `local` is the end on this machine, `remote` the other one; sockets are told by a name.
 */
export class Demultiplexer {
  readonly #listeners = new Map<string, string>();
  readonly #connections = new Map<string, string>();

  /**
   * Records a socket that takes whatever is sent to `local`; the host 0.0.0.0 stands for every
   * address. Throws an Error with the code EADDRINUSE where that protocol has a listener with the
   * same host and port already, RangeError for port 0 and for what is no port.
   */
  listen(protocol: Protocol, local: Endpoint, name: string): void {
    record(this.#listeners, keyOf(protocol, local), name);
  }

  /**
   * Records a connected socket: it takes what comes from `remote` to `local`, and nothing else.
   * Throws an Error with the code EADDRINUSE where that protocol has a connection with the same
   * four values already, RangeError for port 0 and for what is no port, on either side.
   */
  connect(protocol: Protocol, local: Endpoint, remote: Endpoint, name: string): void {
    record(this.#connections, keyOf(protocol, local, remote), name);
  }

  /**
   * The name of the socket that gets what arrives at `local` from `remote`: a connection before a
   * listener, a listener on that very address before one on 0.0.0.0. Undefined where none of them
   * is recorded. Throws RangeError where the port of `local` is 0 or no port.
   */
  deliver(protocol: Protocol, local: Endpoint, remote: Endpoint): string | undefined {
    const listener = keyOf(protocol, local);
    return (
      this.#connections.get(`${listener} ${remote.host} ${remote.port}`) ??
      this.#listeners.get(listener) ??
      this.#listeners.get(keyOf(protocol, { ...local, host: WILDCARD }))
    );
  }
}

function keyOf(protocol: Protocol, ...endpoints: Endpoint[]): string {
  for (const { port } of endpoints) mustBeDestination(port);
  return [protocol, ...endpoints.map(({ host, port }) => `${host} ${port}`)].join(' ');
}

function record(sockets: Map<string, string>, key: string, name: string): void {
  if (sockets.has(key)) {
    throw Object.assign(new Error(`${key} belongs to ${sockets.get(key)}`), { code: 'EADDRINUSE' });
  }
  sockets.set(key, name);
}

/** Port 0 asks a kernel to choose one: nothing can be sent to it. */
function mustBeDestination(port: number): void {
  if (!Number.isInteger(port) || port < 1 || port > LARGEST_PORT) {
    throw new RangeError(`expected a port from 1 to ${LARGEST_PORT}, received ${port}`);
  }
}

/** A server on 127.0.0.1, on a port that the kernel chose; resolves once it listens. */
export async function listenOnFreePort(): Promise<net.Server> {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/**
 * Which of `ports` accept a connection on `host`, ascending, each once. Tries them in the order
 * given, `concurrency` at a time; an attempt ends after `deadlineMs` milliseconds. Rejects with
 * TypeError unless `host` is an address in 127.0.0.0/8 or ::1, and with RangeError where one of
 * the ports is none from 1 to 65535, before anything is connected to.
 */
export async function surveyPorts(
  host: string,
  ports: Iterable<number>,
  { concurrency = 100, deadlineMs = 1000 }: { concurrency?: number; deadlineMs?: number } = {},
): Promise<number[]> {
  if (!isLoopback(host)) {
    throw new TypeError(`expected an address in 127.0.0.0/8 or ::1, received ${host}`);
  }
  const wanted = new Set(ports);
  for (const port of wanted) mustBeDestination(port);

  const open: number[] = [];
  const waiting = wanted.values();
  // All of them take their next port from the same iterator: no port is tried twice.
  const tryNext = async () => {
    for (const port of waiting) if (await accepts({ host, port }, deadlineMs)) open.push(port);
  };
  await Promise.all(Array.from({ length: concurrency }, tryNext));
  return open.sort((a, b) => a - b);
}

function isLoopback(host: string): boolean {
  return host === '::1' || (net.isIPv4(host) && host.startsWith('127.'));
}

/** Whether a connection comes about in time. It is closed at once, whatever becomes of it. */
function accepts(remote: Endpoint, deadlineMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(remote);
    const settle = (open: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(open);
    };
    const timer = setTimeout(settle, deadlineMs, false);
    socket.once('connect', () => settle(!hasMetItself(socket)));
    socket.once('error', () => settle(false));
  });
}

/** Where nobody listens, a kernel may choose this very port for our end: then both ends are one socket. */
function hasMetItself(socket: net.Socket): boolean {
  return socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress;
}
