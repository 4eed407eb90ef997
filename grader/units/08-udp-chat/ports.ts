import dgram from 'node:dgram';
import { once } from 'node:events';
import { Failure, type Stage } from '../../vocabulary.ts';
import { nameOf } from './wire.ts';

/** A loopback address beside 127.0.0.1. Linux and Windows have it, macOS where it is told to. */
const OTHER = '127.0.0.2';

interface Address {
  host: string;
  port: number;
}

/** Whether the datagrams could be sent: from somebody's port, but at another host. */
export async function sendFromOtherHost(
  stage: Stage,
  somebody: Address,
  server: Address,
  datagrams: readonly Buffer[],
): Promise<boolean> {
  const socket = dgram.createSocket('udp4');
  try {
    socket.bind(somebody.port, OTHER);
    await once(socket, 'listening');
    for (const bytes of datagrams) {
      const note = `${nameOf(bytes)} from ${OTHER}`;
      stage.recorder.record({ from: OTHER, to: 'your server', kind: 'datagram', bytes, note });
      await new Promise<void>((resolve, reject) => {
        socket.send(bytes, server.port, server.host, (error) =>
          error ? reject(error) : resolve(),
        );
      });
    }
    return true;
  } catch {
    return false; // this system has no such address, or no way from it to the server
  } finally {
    socket.close();
  }
}

/**
 * Fails where a new socket can have none of these ports, which sockets of the learner's had. One alone
 * may have gone to some other program since it was given back.
 */
export async function mustBeClosed(
  called: string,
  after: string,
  ports: readonly number[],
): Promise<void> {
  for (const port of ports) if (await isFree(port)) return;
  throw new Failure({
    called: `${called}, ${ports.length} times`,
    expected: { text: 'each time its socket closed at the end' },
    received: { text: `their ports still in use: ${ports.join(', ')}` },
    facts: { leftOpen: after },
  });
}

/** Whether a UDP socket can be bound to this port: it cannot as long as another has it. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    const socket = dgram.createSocket('udp4');
    socket.bind(port, host);
    const taken = await once(socket, 'listening').then(
      () => false,
      (error) => error.code === 'EADDRINUSE',
    );
    socket.close();
    if (taken) return false;
  }
  return true;
}
