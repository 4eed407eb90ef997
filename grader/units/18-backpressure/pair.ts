import {
  type Connection,
  type Evidence,
  Failure,
  LOOPBACK,
  type ServerUnderTest,
  type Stage,
} from '../../vocabulary.ts';

/** A client of the relay's, and the connection that the relay made to the target for it. */
export interface Pair {
  client: Connection;
  target: Connection;
}

type Host = Awaited<ReturnType<Stage['host']>>;

/** The learner's relay, with a target behind it that the grader plays. */
export class RelayUnderTest {
  readonly server: ServerUnderTest;
  readonly #target: Host;
  readonly #accepted: Connection[] = [];

  private constructor(server: ServerUnderTest, target: Host) {
    this.server = server;
    this.#target = target;
  }

  static async start(stage: Stage, address = LOOPBACK): Promise<RelayUnderTest> {
    const target = await stage.host({ name: 'target', other: 'your server' });
    const server = await stage.server('startRelay', address, { ...target.address });
    return new RelayUnderTest(server, target);
  }

  /** The next connection to the target, or undefined where none comes in time. */
  async next(): Promise<Connection | undefined> {
    const target = await this.#target.next();
    if (target) this.#accepted.push(target);
    return target;
  }

  /** Connects a client, and waits for the connection to the target that belongs to it. */
  async pair(name = 'client', facts: Evidence['facts'] = {}): Promise<Pair> {
    const client = await this.server.connect(name);
    const target = await this.next();
    if (target) return { client, target };
    const before = this.#accepted.map(({ peer }) => peer.receivedLength);
    await client.send(Buffer.from('?'));
    const late = await this.next();
    // Its byte may have gone another way.
    const shared = this.#accepted.findIndex(
      ({ peer }, i) => peer.receivedLength > Number(before[i]),
    );
    throw new Failure({
      expected: { text: `a connection to the target as soon as ${name} has connected` },
      received: { text: late ? `one after ${name} had sent a byte` : 'none' },
      waited: `The target listened on ${this.#target.address.host}:${this.#target.address.port}; ${name} was connected and sent nothing.`,
      facts: {
        connects: late ? 'late' : 'never',
        name,
        ...(shared < 0 ? {} : { shared: shared + 1 }),
        ...facts,
      },
    });
  }
}

/** Sends some bytes from one end of a pair, and fails unless just these arrive at the other end. */
export async function passes(
  from: Connection,
  to: Connection,
  bytes: Uint8Array,
  facts: Evidence['facts'] = {},
): Promise<void> {
  const before = to.peer.receivedLength;
  await from.send(bytes);
  await withSent(
    bytes,
    () => to.expect(bytes, facts),
    async () => {
      const facts: Evidence['facts'] = { passedBefore: before };
      if (to.peer.receivedLength > before || to.peer.ending !== 'open') return facts;
      if (await isCutOff(from)) return { ...facts, senderCutOff: from.peer.name };
      from.fin('only to see what it does');
      await to.peer.receive(before + bytes.length, 500);
      return { ...facts, atFin: to.peer.receivedLength === before + bytes.length };
    },
  );
}

/** Whether the other side has ended the whole connection. After a FIN only a write can tell: it fails. */
async function isCutOff({ peer }: Connection): Promise<boolean> {
  if (peer.ending === 'open') return false;
  await new Promise<void>((resolve) => peer.socket.write('?', () => resolve()));
  return peer.socket.errored !== null;
}

/** Adds to a failure what was sent, and what else is found out then. */
async function withSent(
  sent: Uint8Array,
  expectation: () => Promise<void>,
  ask: () => Promise<NonNullable<Evidence['facts']>>,
): Promise<void> {
  try {
    await expectation();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw error.with({ sent, facts: await ask() });
  }
}

/** Fails unless the other side breaks this connection off with an RST. `why` says what makes it do so. */
export async function expectReset(
  { peer }: Connection,
  why: string,
  facts: Evidence['facts'] = {},
): Promise<void> {
  await peer.receiveToEnd();
  if (peer.ending === 'rst') return;
  throw new Failure({
    expected: { text: `RST: ${why}` },
    received: { text: peer.ending === 'fin' ? 'FIN' : 'nothing' },
    ...(peer.ending === 'open'
      ? { waited: `${peer.name} waited for an end: the connection is still open.` }
      : {}),
    facts: { name: peer.name, wantsReset: true, ending: peer.ending, ...facts },
  });
}
