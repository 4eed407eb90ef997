import { type Answer, type Check, Failure } from '../../vocabulary.ts';
import {
  forEver,
  halfOpen,
  neverRepeats,
  replyToAnother,
  reusesDeadSocket,
  sentTwice,
  waitsForLostReply,
} from './causes.ts';
import { Client, explained } from './client.ts';
import { type FramePeer, frame } from './frames.ts';
import { otherCode } from './timer-causes.ts';

type Way = 'FIN' | 'RST';

export const peerCloses: Check = {
  id: 'peer-closes',
  title: 'an idle connection that the server has closed is replaced',
  points: 2,
  needs: ['one-connection'],
  lesson: 'a-stale-connection',
  next: 'Which events tell that this connection is over, and what does the next request find then?',
  causes: [reusesDeadSocket, halfOpen, otherCode],
  async play(stage) {
    const client = await Client.make(stage);
    let peer = await client.begin('request 0');
    for (const [i, how] of (['FIN', 'RST', 'FIN'] as const).entries()) {
      leave(peer, how);
      await stage.turn();
      const facts = { stale: how };
      peer = await explained(client.begin(`request ${i + 1}`, facts), facts);
    }
    leave(peer, 'FIN');
    await peer.mustClose('your side of that connection closed, too', { halfOpen: true });
    await client.listener.close();
    const refused = await client.request('is anybody there?');
    refused.throws('Error', 'nobody listens any more (ECONNREFUSED)');
    if (refused.error?.code !== 'ECONNREFUSED')
      refused.fail(
        { text: 'an Error of the code ECONNREFUSED' },
        { dueCode: 'ECONNREFUSED', code: refused.error?.code ?? '' },
      );
  },
};

function leave({ connection }: FramePeer, how: Way): void {
  if (how === 'FIN') connection.fin();
  else connection.reset();
}

/** A request came and the connection is lost before its reply: by FIN, by RST, or inside the reply. */
async function lose(peer: FramePeer, how: Way | 'half'): Promise<void> {
  if (how === 'half') await peer.connection.send(frame('half a reply').subarray(0, 9));
  leave(peer, how === 'RST' ? 'RST' : 'FIN');
}

/** The connection that a lost request comes over again, if so. Fails where it still waits. */
async function rejectedOrAgain(client: Client, called: Promise<Answer>, lost: string) {
  try {
    return await client.acceptAgain(called);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({
      expected: { text: 'the request rejected' },
      received: { text: 'nothing: it still waits for its reply' },
      facts: { ...error.evidence.facts, lost },
    });
  }
}

/** Fails where the request comes again over another connection. */
async function mustNotRepeat(
  client: Client,
  called: Promise<Answer>,
  lost: string,
): Promise<Answer> {
  const again = await rejectedOrAgain(client, called, lost);
  const body = await again?.next();
  if (!again) return called;
  throw new Failure({
    expected: { text: 'the request rejected, and not sent again' },
    received: {
      text: body === undefined ? 'another connection' : `${JSON.stringify(String(body))} once more`,
    },
    facts: { repeated: body !== undefined, lost },
  });
}

export const notRepeated: Check = {
  id: 'not-repeated',
  title: 'a request that was lost is rejected, and not sent again',
  points: 2,
  needs: ['peer-closes', 'pipelines'],
  lesson: 'what-may-be-sent-twice',
  next: 'What do you know of a request whose reply did not come, and who can decide what to do?',
  causes: [sentTwice, waitsForLostReply],
  async play(stage) {
    const client = await Client.make(stage);
    for (const how of ['FIN', 'RST', 'half'] as const) {
      const called = client.request('pay 10');
      const peer = await client.accept(called);
      await peer.mustBring('pay 10');
      await lose(peer, how);
      (await mustNotRepeat(client, called, how)).throws('Error', 'the connection was lost');
    }
    const [first, ...rest] = ['pay 1', 'pay 2', 'pay 3'].map((body) => client.request(body));
    if (!first) throw new Error('three were made');
    const peer = await client.accept(first);
    for (const body of ['pay 1', 'pay 2', 'pay 3']) await peer.mustBring(body);
    await peer.reply('paid 1');
    (await first).resolves(Buffer.from('paid 1'));
    await lose(peer, 'RST');
    for (const called of rest)
      (await mustNotRepeat(client, called, 'RST')).throws('Error', 'the connection was lost');
    await client.begin('what is the balance?');
  },
};

export const repeatedOnce: Check = {
  id: 'repeated-once',
  title: 'an idempotent request that was lost is sent once more',
  points: 2,
  needs: ['not-repeated'],
  lesson: 'what-may-be-sent-twice',
  next: 'Which requests are sent again, in which order, and how often?',
  causes: [forEver, replyToAnother, neverRepeats, sentTwice],
  async play(stage) {
    const client = await Client.make(stage);
    const idempotent = { idempotent: true };
    for (const how of ['RST', 'FIN'] as const) {
      const called = client.request('set it to 10', idempotent);
      await lost(await client.accept(called), how, ['set it to 10']);
      const peer = await client.accept(called, { again: true });
      await peer.mustBring('set it to 10', { again: true });
      await peer.reply('it is 10');
      (await called).resolves(Buffer.from('it is 10'));
      await lose(peer, how);
      await stage.turn();
    }
    const bodies = ['set a', 'set b', 'pay c', 'set d', 'set e'];
    const calls = bodies.map((body) =>
      client.request(body, { idempotent: body.startsWith('set') }),
    );
    const [a, b, c, d, e] = calls;
    if (!a || !b || !c || !d || !e) throw new Error('five were made');
    const peer = await client.accept(a);
    for (const body of bodies) await peer.mustBring(body);
    await peer.reply('a is set');
    (await a).resolves(Buffer.from('a is set'));
    await lose(peer, 'RST');
    (await c).throws('Error', 'the connection was lost, and it is not idempotent');
    const second = await client.accept(b, { again: true });
    for (const body of ['set b', 'set d', 'set e']) await second.mustBring(body, { again: true });
    await second.reply('b is set');
    // Whoever gets it first: where it is not b, b would wait for ever.
    const taken = await Promise.race([
      b.then(() => undefined),
      d.then((answer) => ({ name: 'set d', answer })),
      e.then((answer) => ({ name: 'set e', answer })),
    ]);
    taken?.answer.fail(
      { text: 'nothing yet: the reply to "set b" has come, and no other' },
      { takenBy: taken.name },
    );
    (await b).resolves(Buffer.from('b is set'));
    await lose(second, 'FIN');
    for (const called of [d, e]) {
      const third = await rejectedOrAgain(client, called, 'FIN');
      if (third) await onceMore(third);
      (await called).throws('Error', 'the second connection was lost, too');
    }
  },
};

async function lost(peer: FramePeer, how: Way, bodies: string[]): Promise<void> {
  for (const body of bodies) await peer.mustBring(body);
  await lose(peer, how);
}

async function onceMore(peer: FramePeer): Promise<never> {
  const body = await peer.next();
  throw new Failure({
    expected: { text: 'the request rejected: it was lost twice' },
    received: { text: `a third connection with ${JSON.stringify(String(body ?? ''))}` },
    facts: { third: true },
  });
}

export const afterSilence: Check = {
  id: 'after-silence',
  title: 'an idempotent request that silence has lost is sent once more',
  points: 1,
  needs: ['repeated-once', 'silence'],
  lesson: 'what-may-be-sent-twice',
  next: 'Your client gives up a silent connection. What becomes of the requests on it?',
  causes: [neverRepeats],
  async play(stage) {
    const client = await Client.make(stage, { idleMs: 60_000, heartbeatMs: 200, deadMs: 700 });
    const called = client.request('set it to 10', { idempotent: true });
    const silent = await client.accept(called);
    await silent.mustBring('set it to 10', {}, true);
    const peer = await client.accept(called, { again: true });
    await peer.mustBring('set it to 10', { again: true }, true);
    await peer.reply('it is 10');
    (await called).resolves(Buffer.from('it is 10'));
  },
};
