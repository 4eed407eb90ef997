import { Answer, type Evidence, Failure, type Stage, type UdpActor } from '../../vocabulary.ts';
import { join, nameOf, said, WELCOME } from './wire.ts';

/** The learner's member, and the server that the grader plays for it. */
export class Visitor {
  readonly server: UdpActor;
  /** The address that the learner's member sends from. */
  readonly address: { host: string; port: number };
  readonly #stage: Stage;
  readonly #kept: string;

  private constructor(
    stage: Stage,
    server: UdpActor,
    kept: string,
    address: { host: string; port: number },
  ) {
    this.#stage = stage;
    this.server = server;
    this.#kept = kept;
    this.address = address;
  }

  /** Calls joinChat and welcomes it. `rubbish` is sent, and `beforeWelcome` played, once JOIN has come. */
  static async join(
    stage: Stage,
    played: {
      as?: string;
      rubbish?: Buffer[];
      beforeWelcome?: (from: Visitor['address']) => Promise<void>;
      withWelcome?: Buffer[];
    } = {},
  ): Promise<Visitor> {
    const server = await stage.udp(played.as ?? 'server', 'your member');
    const joining = stage.learner.keep('joinChat', { ...server.address }, 'ana');
    const { from } = await expectJoin(server, joining);
    for (const datagram of played.rubbish ?? [])
      await server.send(datagram, from, nameOf(datagram));
    await played.beforeWelcome?.(from);
    await server.send(WELCOME, from, 'WELCOME');
    for (const datagram of played.withWelcome ?? [])
      await server.send(datagram, from, nameOf(datagram));
    const { answer, kept } = await joining;
    if (answer.error || !answer.promised) {
      const rubbish = played.rubbish !== undefined && answer.error !== undefined;
      answer.fail({ text: 'a promise of a ChatMember' }, { rubbish });
    }
    await stage.turn();
    dropCrossing(server);
    return new Visitor(stage, server, kept, from);
  }

  async hear(number: number, from: string, text: string): Promise<void> {
    await this.send(said(number, from, text));
  }

  async send(datagram: Buffer): Promise<void> {
    await this.server.send(datagram, this.address, nameOf(datagram));
  }

  say(text: string): Promise<Answer> {
    return this.#stage.learner.ask(this.#kept, 'say', text);
  }

  leave(): Promise<Answer> {
    return this.#stage.learner.ask(this.#kept, 'leave');
  }

  next(): Promise<Answer> {
    return this.#stage.learner.next(this.#kept);
  }

  /** Fails unless the next message of the iteration is this one. */
  async reads(from: string, text: string, facts?: Evidence['facts']): Promise<void> {
    const expected = { text: `{ from: ${JSON.stringify(from)}, text: ${JSON.stringify(text)} }` };
    const answer = await this.next().catch((error) => withExpected(error, expected, facts));
    const { done, value } = fields(answer.value);
    const message = fields(value);
    if (done === false && message.from === from && message.text === text) return;
    answer.fail(expected, facts);
  }

  /** Fails unless the iteration is over. */
  async readsEnd(facts?: Evidence['facts']): Promise<void> {
    const answer = await this.next();
    if (fields(answer.value).done !== true)
      answer.fail({ text: 'the end of the iteration' }, facts);
  }
}

/** JOINs that crossed the WELCOME: on a busy machine there may be some, and they are in their right. */
function dropCrossing(server: UdpActor): void {
  for (let next = server.peer.takeWaiting(); next; next = server.peer.takeWaiting()) {
    if (next.bytes.equals(join('ana'))) continue;
    throw new Failure({
      called: 'joinChat(…, "ana")',
      expected: { text: 'JOIN, and nothing else' },
      received: { bytes: next.bytes },
    });
  }
}

/** A message that does not come has been waited for: what it should have been is told with it. */
function withExpected(error: unknown, expected: { text: string }, facts: Evidence['facts']): never {
  if (!(error instanceof Failure) || error.evidence.facts?.reason !== 'unsettled') throw error;
  throw error.with({ expected, received: { text: 'nothing' }, facts });
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Waits for a JOIN. Where the call ended before one came, fails with what it came to. */
export async function expectJoin(
  server: UdpActor,
  joining: Promise<{ answer: Answer }>,
  facts?: Evidence['facts'],
): Promise<{ from: { host: string; port: number } }> {
  const ended = joining.then(
    ({ answer }) => answer,
    (error) => withExpected(error, { text: 'a JOIN to the server' }, facts),
  );
  const first = await Promise.race([server.peer.next(), ended]);
  if (first instanceof Answer)
    return first.fail({ text: 'a JOIN to the server, and to wait for its answer' }, facts);
  if (first?.bytes.equals(join('ana'))) return first;
  throw new Failure({
    called: 'joinChat(…, "ana")',
    expected: { bytes: join('ana'), remark: 'JOIN "ana"' },
    received: first ? { bytes: first.bytes } : { text: 'nothing' },
    facts: { silent: !first, waitingFor: 'JOIN', ...facts },
  });
}
