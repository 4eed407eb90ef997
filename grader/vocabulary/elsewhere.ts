import { once } from 'node:events';
import net from 'node:net';
import { Failure } from '../feedback/evidence.ts';
import type { Address } from '../loopback/tcp.ts';
import type { Answer } from './answer.ts';
import type { Connection } from './connection.ts';
import type { Listener } from './listener.ts';
import { LOOPBACK, type Stage } from './stage.ts';

/** Addresses of this machine that are not the usual one: macOS has no 127.0.0.2, and some have no IPv6. */
const ELSEWHERE = ['127.0.0.2', '::1'];

/** A call of a client of the learner's, and the connection that it made; none where the call ended before. */
export interface Made {
  called: Promise<Answer>;
  connection: Connection | undefined;
}

/**
 * Calls a client with an address of which both parts count: on the same port of localhost somebody
 * else listens. Fails where it goes there. Undefined where the system has no second address.
 */
export async function callElsewhere(
  stage: Stage,
  call: (address: Address) => Promise<Answer>,
): Promise<Made | undefined> {
  const listener = await listenElsewhere(stage);
  if (!listener) return undefined;
  const { host, port } = listener.address;
  let strayed = 0;
  const other = net.createServer((socket) => {
    strayed++;
    socket.on('error', () => {}); // the client may break off as well
    socket.resetAndDestroy();
  });
  stage.closeAtEnd(async () => other.close());
  other.listen(port, LOOPBACK.host);
  await once(other, 'listening').catch(() => {}); // somebody has that port: they listen there then
  const called = call({ host, port });
  const connection = await listener.accept(called).catch((error: unknown) => {
    if (strayed === 0) throw error;
    return undefined;
  });
  if (strayed === 0) return { called, connection };
  throw new Failure({
    expected: { text: `a connection to ${host}, port ${port}` },
    received: { text: `one to ${LOOPBACK.host}, port ${port}` },
    facts: { elsewhere: host },
  });
}

async function listenElsewhere(stage: Stage): Promise<Listener | undefined> {
  for (const host of ELSEWHERE) {
    const listener = await stage.host(undefined, host).catch(() => undefined);
    if (listener) return listener;
  }
  return undefined;
}
