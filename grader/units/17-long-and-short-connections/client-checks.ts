import { type Check, Failure, LOOPBACK, type Stage } from '../../vocabulary.ts';
import {
  answersHeartbeats,
  connectionPerRequest,
  heartbeatAsReply,
  leaksListeners,
  leftOpen,
  mismatched,
  refusesTheLongest,
  waitsForEachReply,
  waitsForLostReply,
} from './causes.ts';
import { Client, explained } from './client.ts';
import { FramePeer, frame, HEARTBEAT, MOST_BODY_BYTES } from './frames.ts';

export const short: Check = {
  id: 'short',
  title: 'a short connection: one request, one reply, and closed',
  points: 1,
  lesson: 'a-short-connection',
  next: 'What does your function still hold when its promise has settled?',
  causes: [leftOpen, waitsForLostReply],
  async play({ learner, host, freePort }) {
    const ask = async (reply: Buffer[], fin: boolean) => {
      const listener = await host();
      const called = learner.call('requestOnce', { ...listener.address }, Buffer.from('request'));
      const connection = await listener.accept(called);
      if (!connection) return { answer: await called };
      await connection.expect(frame('request'));
      await connection.sendInPieces(reply);
      if (fin) connection.fin();
      const answer = await explained(
        called,
        fin ? { lost: reply.length > 0 ? 'half' : 'FIN' } : {},
      );
      return { answer, connection };
    };
    const bytes = frame('reply');
    const whole = await ask([bytes.subarray(0, 3), bytes.subarray(3, 6), bytes.subarray(6)], false);
    whole.answer.resolves(Buffer.from('reply'));
    await whole.connection?.expectClosed('a connection that your client closes after the reply');
    const half = await ask([bytes.subarray(0, 6)], true);
    half.answer.throws('Error', 'the connection ended inside the reply');
    const none = await ask([], true);
    none.answer.throws('Error', 'the connection ended before the reply');
    const refused = { host: LOOPBACK.host, port: await freePort() };
    (await learner.call('requestOnce', refused, Buffer.from('request'))).throws(
      'Error',
      'nobody listens there',
    );
  },
};

const MANY = 40;

export const oneConnection: Check = {
  id: 'one-connection',
  title: `${MANY} requests go over one connection, and nothing piles up`,
  points: 2,
  lesson: 'a-long-connection',
  next: 'What is done once for the connection, and what once for each request?',
  causes: [connectionPerRequest, leaksListeners],
  async play(stage) {
    const client = await Client.make(stage);
    const peer = await client.begin('request 1');
    for (let i = 2; i <= MANY; i++) {
      const called = client.request(`request ${i}`);
      const came = await peer.next();
      if (String(came) !== `request ${i}`) await another(client, i, came);
      await peer.reply(`reply ${i}`);
      (await called).resolves(Buffer.from(`reply ${i}`));
    }
    await mustNotWarn(stage);
  },
};

async function mustNotWarn(stage: Stage): Promise<void> {
  const warning = /MaxListenersExceededWarning.*?(\d+ \S+ listeners added)/s;
  const [, listeners] = warning.exec(await stage.printed()) ?? [];
  if (listeners === undefined) return;
  throw new Failure({
    called: `${MANY} requests, one after the other`,
    expected: { text: 'no warning of Node’s' },
    received: { text: `MaxListenersExceededWarning: ${listeners}` },
    facts: { warned: true },
  });
}

/** Tells by what came instead: a second connection counts whenever it came, also after the call's own time. */
async function another(client: Client, i: number, came: Buffer | undefined): Promise<never> {
  const connection = came === undefined ? await client.listener.next() : undefined;
  const body = connection && (await new FramePeer(connection).next());
  const moved = String(body) === `request ${i}`;
  const elsewhere = moved ? 'it came over a second connection' : 'a second connection';
  const here = came === undefined ? 'no request' : `the frame ${JSON.stringify(String(came))}`;
  throw new Failure({
    expected: { text: `request ${i} on the connection of request 1` },
    received: { text: connection ? elsewhere : here },
    facts: { another: moved },
  });
}

export const pipelines: Check = {
  id: 'pipelines',
  title: 'requests do not wait, and each gets its own reply',
  points: 2,
  needs: ['one-connection'],
  lesson: 'whose-reply-is-it',
  next: 'Five requests are under way, and a reply comes. Whose is it, and how do you know?',
  causes: [waitsForEachReply, mismatched, refusesTheLongest],
  async play(stage) {
    const client = await Client.make(stage);
    let peer: FramePeer | undefined;
    for (const round of ['a', 'b', 'c']) {
      const names = [1, 2, 3, 4, 5].map((i) => `${round}${i}`);
      const called = names.map((name) => client.request(name));
      peer ??= await client.accept(Promise.race(called));
      for (const [i, name] of names.entries())
        await peer.mustBring(name, { before: i, unanswered: true });
      const replies = names.map((name) => `reply ${name}`);
      const bytes = Buffer.concat(replies.map(frame));
      if (round === 'a') await peer.connection.send(bytes);
      else if (round === 'b') await peer.connection.sendOneByOne(bytes);
      else await peer.connection.sendInPieces([bytes.subarray(0, 20), bytes.subarray(20)]);
      for (const [i, reply] of replies.entries()) {
        const answer = await called[i];
        answer?.resolves(Buffer.from(reply), { facts: { replies: replies.join() } });
      }
    }
    const called = client.request('a long one');
    await peer?.mustBring('a long one');
    const long = Buffer.alloc(MOST_BODY_BYTES, 'long ');
    await peer?.connection.send(frame(long));
    (await explained(called, { longest: true })).resolves(long, { facts: { longest: true } });
  },
};

export const heartbeatIsNoReply: Check = {
  id: 'heartbeat-is-no-reply',
  title: 'a heartbeat is no reply, and is not answered',
  points: 1,
  needs: ['short', 'one-connection'],
  lesson: 'heartbeats',
  next: 'A frame of length 0 comes. What does it say, and what not?',
  causes: [heartbeatAsReply, answersHeartbeats],
  async play(stage) {
    const listener = await stage.host();
    const once = stage.learner.call('requestOnce', { ...listener.address }, Buffer.from('short'));
    const connection = await listener.accept(once);
    await connection?.expect(frame('short'));
    await connection?.sendInPieces([HEARTBEAT, frame('!')]);
    (await once).resolves(Buffer.from('!'));

    const client = await Client.make(stage);
    const peer = await client.begin();
    await peer.beat();
    const called = client.request('second');
    await peer.mustBring('second', { beaten: true });
    await peer.connection.sendInPieces([
      HEARTBEAT,
      Buffer.concat([HEARTBEAT, HEARTBEAT, frame('reply'), HEARTBEAT]),
    ]);
    (await called).resolves(Buffer.from('reply'));
    const third = client.request('third');
    await peer.mustBring('third', { beaten: true });
    await peer.reply('!');
    (await third).resolves(Buffer.from('!'));
  },
};
