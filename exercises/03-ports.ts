import net from 'node:net';

/** One end of a conversation: an address (or a name that stands for one) and a port. */
export interface Endpoint {
  host: string;
  port: number;
}

/** The three ranges of RFC 6335, from the lowest ports to the highest. */
export type PortRange = 'system' | 'user' | 'dynamic';

/** The protocols that have ports, each its own: 53 in TCP is another port than 53 in UDP. */
export type Protocol = 'tcp' | 'udp';

/**
 * Reads `host:port` or `[IPv6 address]:port`; the host comes back without its brackets. A host
 * without brackets is made of A–Z, a–z, 0–9 and . - _; a port of digits, with no leading zero.
 * Throws TypeError for any other form, RangeError for a port beyond 65535.
 */
export function parseEndpoint(text: string): Endpoint {
  throw new Error('parseEndpoint is not written yet');
}

/** The range of RFC 6335 that a port is in. Throws RangeError for what is no port (0 is one). */
export function portRange(port: number): PortRange {
  throw new Error('portRange is not written yet');
}

/**
 * The table in which a kernel looks up the socket that an arriving segment or datagram belongs to.
 * `local` is the end on this machine, `remote` the other one; sockets are told by a name.
 */
export class Demultiplexer {
  /**
   * Records a socket that takes whatever is sent to `local`; the host 0.0.0.0 stands for every
   * address. Throws an Error with the code EADDRINUSE where that protocol has a listener with the
   * same host and port already, RangeError for port 0 and for what is no port.
   */
  listen(protocol: Protocol, local: Endpoint, name: string): void {
    throw new Error('listen is not written yet');
  }

  /**
   * Records a connected socket: it takes what comes from `remote` to `local`, and nothing else.
   * Throws an Error with the code EADDRINUSE where that protocol has a connection with the same
   * four values already, RangeError for port 0 and for what is no port, on either side.
   */
  connect(protocol: Protocol, local: Endpoint, remote: Endpoint, name: string): void {
    throw new Error('connect is not written yet');
  }

  /**
   * The name of the socket that gets what arrives at `local` from `remote`: a connection before a
   * listener, a listener on that very address before one on 0.0.0.0. Undefined where none of them
   * is recorded. Throws RangeError where the port of `local` is 0 or no port.
   */
  deliver(protocol: Protocol, local: Endpoint, remote: Endpoint): string | undefined {
    throw new Error('deliver is not written yet');
  }
}

/** A server on 127.0.0.1, on a port that the kernel chose; resolves once it listens. */
export async function listenOnFreePort(): Promise<net.Server> {
  throw new Error('listenOnFreePort is not written yet');
}

/**
 * Which of `ports` accept a connection on `host`, ascending, each once. Tries them in the order
 * given, at most `concurrency` (100) at a time; an attempt ends after `deadlineMs` (1000)
 * milliseconds. When the promise settles, every socket is closed.
 *
 * Rejects with TypeError or RangeError unless `host` is an address in 127.0.0.0/8 or ::1, and with
 * RangeError where one of the ports is none from 1 to 65535, before anything is connected to.
 */
export async function surveyPorts(
  host: string,
  ports: Iterable<number>,
  options?: { concurrency?: number; deadlineMs?: number },
): Promise<number[]> {
  throw new Error('surveyPorts is not written yet');
}
