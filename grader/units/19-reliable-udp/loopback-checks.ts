import * as reference from '../../../solutions/19-reliable-udp.ts';
import { type Check, Failure, LOOPBACK, observe, type Stage, same } from '../../vocabulary.ts';
import { acceptsBlackHole } from './loopback-causes.ts';

type Address = { host: string; port: number };

const OPTIONS = { window: 8, firstNumber: 65_530, initialRtoMs: 40, minRtoMs: 20, maxRtoMs: 200 };
/** So many tries outlast a machine that stands still for seconds. */
const PATIENT = { ...OPTIONS, mostSends: 60 };
const MESSAGES = 24;
/** For all of them, on a machine that is busy: each may have to be sent more than once. */
const PATIENCE_MS = 12_000;
const NAMES = { client: 'your sendAll', server: 'inbox' };

export const worksWithReference: Check = {
  id: 'works-with-reference',
  title: 'over UDP, through a relay that harms, with others and alone',
  points: 2,
  needs: ['thousand-networks'],
  lesson: 'the-same-core-on-real-sockets',
  next: 'On the virtual clock it worked. What do socket and timer hand to your classes, and what do they take from them?',
  causes: [acceptsBlackHole],
  async play(stage) {
    const { random } = stage;
    const harm = {
      seed: random.integer(1, 1e9),
      loss: 0.1,
      duplicate: 0.1,
      reorder: 0.1,
      corrupt: 0.05,
      delayMs: [0, 3],
    } as const;
    const messages = Array.from({ length: MESSAGES }, (_, i) =>
      random.bytes(i % 7 === 0 ? 0 : i * 20),
    );
    const lonely = givesUp(stage);
    lonely.catch(() => {}); // it is awaited when the others are done

    const theirs = await reference.openInbox(LOOPBACK, PATIENT);
    stage.closeAtEnd(async () => theirs.close());
    const toTheirs = await stage.relay(theirs.address(), harm, NAMES);
    await Promise.all([sends(stage, messages, toTheirs.address), reads(theirs, messages)]);

    const names = { client: 'reference', server: 'your inbox' };
    const own = await openInbox(stage);
    const toOwn = await stage.relay(own.address, harm, names);
    const sent = reference.sendAll(messages, toOwn.address, PATIENT);
    sent.catch(() => {});
    await hears(stage, own.kept, messages, 'what the reference sent');
    (
      await observe(
        'the reference sendAll',
        sent.then(() => true),
      )
    ).resolves(true);

    const alone = await stage.relay(
      own.address,
      { ...harm, seed: harm.seed + 1 },
      { client: 'your sendAll', server: 'your inbox' },
    );
    const both = sends(stage, messages, alone.address);
    both.catch(() => {});
    await hears(stage, own.kept, messages, 'what your sendAll sent');
    await both;
    await lonely;
  },
};

/** Nothing comes back: sendAll has to reject. */
async function givesUp({ learner, relay, freePort }: Stage): Promise<void> {
  const few = { ...OPTIONS, mostSends: 3 };
  const anybody = [Buffer.from('anybody?')];
  const hole = await relay(LOOPBACK, { blackHole: 0 }, { client: 'sendAll', server: 'nobody' });
  const swallowed = await learner.call('sendAll', anybody, { ...hole.address }, few);
  swallowed.throws('Error', 'the network is a black hole', { blackHole: true });
  const nowhere = { host: LOOPBACK.host, port: await freePort() };
  const refused = await learner.call('sendAll', anybody, nowhere, few);
  refused.throws('Error', 'nobody listens there', { blackHole: true });
}

async function sends({ learner }: Stage, messages: Buffer[], to: Address): Promise<void> {
  const answer = await learner.patient(PATIENCE_MS).call('sendAll', messages, { ...to }, PATIENT);
  answer.resolves(undefined);
}

async function reads(inbox: AsyncIterable<Uint8Array>, messages: Buffer[]): Promise<void> {
  const came: Buffer[] = [];
  const iterator = inbox[Symbol.asyncIterator]();
  for (const i of messages.keys()) {
    const next = iterator.next().then(({ value }) => Buffer.from(value));
    const { value } = await observe(`message ${i} of your sendAll`, next);
    if (value instanceof Uint8Array) came.push(Buffer.from(value));
  }
  compare(messages, came, 'what your sendAll sent');
}

async function openInbox({ learner, closeAtEnd }: Stage) {
  const { answer, kept } = await learner.keep('openInbox', { ...LOOPBACK }, PATIENT);
  if (answer.error) answer.fail({ text: 'a promise of an inbox' });
  closeAtEnd(() => learner.ask(kept, 'close').catch(() => {}));
  const where = await learner.ask(kept, 'address');
  const { host, port } = Object(where.value) as Record<string, unknown>;
  if (host !== LOOPBACK.host || typeof port !== 'number' || port === 0)
    where.fail({ text: '{ host: "127.0.0.1", port } of the bound socket' });
  return { kept, address: { host: LOOPBACK.host, port: Number(port) } };
}

async function hears({ learner }: Stage, kept: string, messages: Buffer[], what: string) {
  const came: Buffer[] = [];
  for (const _ of messages) {
    const next = await learner.next(kept, `the next message of ${what}`);
    const { value } = Object(next.value) as { value?: unknown };
    if (next.error || !(value instanceof Uint8Array)) next.fail({ text: 'the next message' });
    else came.push(Buffer.from(value));
  }
  compare(messages, came, what);
}

function compare(sent: readonly Buffer[], came: readonly Buffer[], what: string): void {
  const wrong = sent.findIndex((bytes, i) => !same(bytes, came[i]));
  if (wrong < 0) return;
  throw new Failure({
    called: `message ${wrong} of ${what}`,
    expected: { bytes: sent[wrong] ?? Buffer.alloc(0) },
    received: { bytes: came[wrong] ?? Buffer.alloc(0) },
  });
}
