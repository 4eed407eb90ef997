import { type Check, Failure, type Stage } from '../../vocabulary.ts';
import { Client, explained } from './client.ts';
import { closeLosesReplies, closeResolvesEarly, timersLeft } from './timer-causes.ts';

export const closes: Check = {
  id: 'closes',
  title: 'close() waits for the replies, and leaves nothing behind',
  points: 1,
  needs: ['pipelines'],
  lesson: 'when-nobody-asks-any-more',
  next: 'What is still under way when close() is called, and what must be gone when it is done?',
  causes: [closeLosesReplies, closeResolvesEarly, timersLeft],
  async play(stage) {
    const unused = await Client.make(stage);
    const closed = unused.close();
    // One that connects before it is asked to has something to close.
    const eager = await unused.acceptAgain(closed);
    await eager?.mustClose('a connection that close() has closed');
    eager?.connection.fin();
    (await closed).resolves(undefined);
    await stage.turn();
    const before = await stage.learner.timers();
    const client = await Client.make(stage);
    const first = client.request('first');
    const called = [first, client.request('second')];
    const peer = await client.accept(first);
    for (const body of ['first', 'second']) await peer.mustBring(body);
    let settled = false;
    const closing = client.close();
    const settles = closing.then(() => {
      settled = true;
    });
    settles.catch(() => {}); // asked for below
    await stage.turn();
    (await client.request('too late')).rejects('Error', 'the client is closed');
    await peer.reply('reply 1');
    await stage.turn();
    const early = { fin: peer.ending !== 'open', settled };
    await peer.reply('reply 2');
    for (const [i, call] of called.entries()) {
      const answer = await explained(call, { closing: true });
      answer.resolves(Buffer.from(`reply ${i + 1}`), { facts: { closing: true } });
    }
    if (early.fin || early.settled) {
      throw new Failure({
        called: 'close(), while two requests wait',
        expected: { text: early.fin ? 'FIN, after the replies' : 'a promise that waits, too' },
        received: { text: early.fin ? 'FIN, before them' : 'one that has settled before them' },
        facts: { ending: peer.ending, early: early.fin ? 'FIN' : 'settled' },
      });
    }
    await peer.connection.peer.receiveToEnd();
    if (peer.ending !== 'fin') {
      throw new Failure({
        expected: { text: 'FIN, after the replies' },
        received: { text: peer.ending === 'open' ? 'the connection is still open' : 'RST' },
        facts: { ending: peer.ending },
      });
    }
    peer.connection.fin();
    (await closing).resolves(undefined);
    await mustLeaveNoTimer(stage, before, 'close(), while two requests wait');

    const idle = await Client.make(stage);
    const quiet = await idle.begin();
    const over = idle.close();
    await quiet.mustClose('FIN: no request is under way');
    quiet.connection.fin();
    (await over).resolves(undefined);
    await mustLeaveNoTimer(stage, before, 'close(), while no request waits');
  },
};

async function mustLeaveNoTimer(stage: Stage, before: number, called: string): Promise<void> {
  await stage.turn();
  const left = (await stage.learner.timers()) - before;
  if (left <= 0) return;
  throw new Failure({
    called,
    expected: { text: 'no timer of the client runs any more' },
    received: { text: left === 1 ? 'a timer runs' : `${left} timers run` },
    facts: { timers: left },
  });
}
