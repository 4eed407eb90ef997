import { type Check, Failure, noFin, Repeated } from '../../vocabulary.ts';
import { finForFailure, leftInCloseWait, nothingForFailure } from './causes.ts';
import { converse, mustAsk, mustNotAsk, start, statesOf, TOLD_ENDING } from './play.ts';

const PROBES = 20;

export const noCloseWait: Check = {
  id: 'no-close-wait',
  title: 'no socket is left behind, whatever the client asked',
  points: 2,
  needs: ['many-at-once'],
  lesson: 'close-wait-is-your-turn',
  next: 'Which way through your code ends without an end() of that socket?',
  causes: [leftInCloseWait],
  async play(stage) {
    const played = await start(stage);
    const clients = await played.server.connectMany(PROBES);
    for (const client of clients) client.fin();
    await played.reply.args(PROBES - 1);
    const asked = await played.reply.count();
    for (let n = 0; n < asked; n++) await played.reply.resolve(n, Buffer.from('nothing asked'));
    const [first] = clients;
    await Promise.all(clients.map(({ peer }) => peer.receiveToEnd()));
    for (let turns = 0; turns < 20 && statesOf(stage, clients)?.length !== 0; turns++)
      await stage.turn();
    const ended = clients.filter(({ peer }) => peer.ending === 'fin').length;
    const states = statesOf(stage, clients);
    if (ended === PROBES && (states === undefined || states.length === 0)) {
      await first?.expectToEnd(Buffer.from('nothing asked'));
      return;
    }
    const waiting = states?.filter((state) => state === 'CLOSE_WAIT').length ?? 0;
    const held = states && `; you hold ${states.length} sockets, ${waiting} in CLOSE_WAIT`;
    throw new Failure({
      expected: { text: `FIN to each of ${PROBES} clients, and no socket held` },
      received: { text: `FIN to ${ended} of them${held ?? ''}` },
      facts: { asked, ended, waiting, held: states?.length ?? -1, name: 'client 1' },
    });
  },
};

export const failedReply: Check = {
  id: 'failed-reply',
  title: 'a reply that fails ends in RST, never in FIN',
  points: 2,
  needs: ['replies-late'],
  lesson: 'fin-is-a-promise',
  next: 'Who hears that the promise of reply() was rejected, and what does the client hear?',
  causes: [finForFailure, nothingForFailure],
  async play(stage) {
    const played = await start(stage);
    const question = Buffer.from('hello');
    for (const n of [0, 1]) {
      const client = await played.server.connect();
      await client.send(question);
      client.fin();
      await mustAsk(played, n, question, client);
      await played.reply.reject(n, 'the grader lets this reply fail');
      await client.peer.receiveToEnd();
      const { ending, received, name } = client.peer;
      if (ending === 'rst' && received.length === 0) continue;
      const state = statesOf(stage, [client])?.[0] ?? '';
      const what = TOLD_ENDING[ending];
      throw new Failure({
        expected: { text: 'RST, for the promise of reply() was rejected' },
        received:
          received.length > 0
            ? { bytes: received, end: what }
            : { text: what, remark: held(state) },
        facts: { ending, name, state, length: received.length },
      });
    }
    await converse(played, 2, await played.server.connect('a new client'), 'and now?');
  },
};

function held(state: string): string {
  return state && `Linux has it in ${state}`;
}

export const survivesReset: Check = {
  id: 'survives-reset',
  title: 'a client that resets ends its own conversation only',
  points: 1,
  needs: ['many-at-once', 'whole-reply'],
  lesson: 'a-client-that-resets',
  next: 'What does a socket emit at an RST, and what does Node do where nobody listens for it?',
  causes: [noFin],
  async play(stage) {
    const { turn, random } = stage;
    const played = await start(stage);
    const steady = await played.server.connect('a steady client');
    await steady.send(Buffer.from('still '));

    const early = await played.server.connect('client 1');
    await early.send(Buffer.from('half a ques'));
    await turn();
    early.reset();
    await turn();
    await mustNotAsk(played, 0, 'the client was reset before its FIN', { name: 'client 1' });

    const waiting = await played.server.connect('client 2');
    await waiting.send(Buffer.from('hello'));
    waiting.fin();
    await mustAsk(played, 0, Buffer.from('hello'), waiting);
    waiting.reset();
    await turn();
    await played.reply.resolve(0, random.bytes(256 * 1024));
    await turn();

    const mute = await played.server.connect('client 3');
    mute.peer.pause();
    await mute.send(Buffer.from('hello'));
    mute.fin();
    await mustAsk(played, 1, Buffer.from('hello'), mute);
    await played.reply.resolve(1, new Repeated(random.bytes(64 * 1024), 256));
    await turn();
    mute.reset();
    await turn();

    await steady.send(Buffer.from('here'));
    steady.fin();
    await mustAsk(played, 2, Buffer.from('still here'), steady);
    await played.reply.resolve(2, Buffer.from('so am I'));
    await steady.expectToEnd(Buffer.from('so am I'));
    await converse(played, 3, await played.server.connect('a new client'), 'and now?');
  },
};
