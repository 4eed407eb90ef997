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

  /** Calls joinChat and welcomes it. `beforeWelcome` is played once JOIN has come. */
  static async join(
    stage: Stage,
    played: {
      beforeWelcome?: (from: Visitor['address']) => Promise<void>;
      withWelcome?: Buffer[];
    } = {},
  ): Promise<Visitor> {
    const server = await stage.udp('server', 'your member');
    const joining = stage.learner.keep('joinChat', { ...server.address }, 'ana');
    const { from } = await expectJoin(server, joining);
    await played.beforeWelcome?.(from);
    await server.send(WELCOME, from, 'WELCOME');
    for (const datagram of played.withWelcome ?? [])
      await server.send(datagram, from, nameOf(datagram));
    const { answer, kept } = await joining;
    if (answer.error || !answer.promised) answer.fail({ text: 'a promise of a ChatMember' });
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
    const answer = await this.next();
    const { done, value } = fields(answer.value);
    const message = fields(value);
    if (done === false && message.from === from && message.text === text) return;
    answer.fail(
      { text: `{ from: ${JSON.stringify(from)}, text: ${JSON.stringify(text)} }` },
      facts,
    );
  }

  /** Fails unless the iteration is over. */
  async readsEnd(facts?: Evidence['facts']): Promise<void> {
    const answer = await this.next();
    if (fields(answer.value).done !== true)
      answer.fail({ text: 'the end of the iteration' }, facts);
  }
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
  const first = await Promise.race([server.peer.next(), joining.then(({ answer }) => answer)]);
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
