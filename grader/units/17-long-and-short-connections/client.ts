import { Answer, type Evidence, Failure, type Stage } from '../../vocabulary.ts';
import { FramePeer } from './frames.ts';

type Listener = Awaited<ReturnType<Stage['host']>>;

/** Times that no check lives to see. */
export const CALM = { idleMs: 60_000, heartbeatMs: 60_000, deadMs: 120_000 };

/** A LongClient of the learner's, and the grader's server that it connects to. */
export class Client {
  readonly listener: Listener;
  readonly #stage: Stage;
  readonly #kept: string;

  private constructor(stage: Stage, listener: Listener, kept: string) {
    this.#stage = stage;
    this.listener = listener;
    this.#kept = kept;
  }

  static async make(stage: Stage, times = CALM): Promise<Client> {
    const listener = await stage.host();
    const { answer, kept } = await stage.learner.construct(
      'LongClient',
      { ...listener.address },
      { ...times },
    );
    if (answer.error) answer.fail({ text: 'a LongClient' });
    const client = new Client(stage, listener, kept);
    // Its timers end with it. Nobody waits for that: a wrong one may never come to it.
    stage.closeAtEnd(async () => void client.close().catch(() => {}));
    return client;
  }

  request(body: string, options?: { idempotent: boolean }): Promise<Answer> {
    const more = options ? [options] : [];
    const asked = this.#stage.learner.ask(this.#kept, 'request', Buffer.from(body), ...more);
    const called = `request("${body}"${options ? `, { idempotent: ${options.idempotent} }` : ''})`;
    const answered = asked.then(
      ({ value, error, promised }) =>
        error ? new Answer(called, { error, promised }) : new Answer(called, { value, promised }),
      (error: unknown) => {
        if (!(error instanceof Failure) || !error.evidence.called) throw error;
        const { called: shown, waited = '' } = error.evidence;
        throw error.with({ called, waited: waited.replace(shown, called) });
      },
    );
    answered.catch(() => {}); // a check may fail before it asks for this answer
    return answered;
  }

  close(): Promise<Answer> {
    return this.#stage.learner.ask(this.#kept, 'close');
  }

  /** The next connection. Fails where the request is over before one came. */
  async accept(called: Promise<Answer>, facts?: Evidence['facts']): Promise<FramePeer> {
    const connection = await explained(this.listener.accept(called), facts);
    if (connection) return new FramePeer(connection);
    return (await called).fail({ text: 'a connection, and this request on it' }, facts);
  }

  /** The next connection, where one comes before the request is over. */
  async acceptAgain(called: Promise<Answer>): Promise<FramePeer | undefined> {
    const connection = await this.listener.accept(called);
    return connection && new FramePeer(connection);
  }

  /** A request over a new connection, answered; gives that connection. */
  async begin(text = 'first', facts?: Evidence['facts']): Promise<FramePeer> {
    const called = this.request(text);
    const peer = await this.accept(called, facts);
    await peer.mustBring(text, facts);
    await peer.reply(`reply to ${text}`);
    (await called).resolves(Buffer.from(`reply to ${text}`));
    return peer;
  }
}

/** What the promise comes to; where it fails, these facts stand beside what it failed with. */
export async function explained<Value>(
  promise: Promise<Value>,
  facts: Evidence['facts'],
): Promise<Value> {
  try {
    return await promise;
  } catch (error) {
    throw error instanceof Failure ? error.with({ facts }) : error;
  }
}
