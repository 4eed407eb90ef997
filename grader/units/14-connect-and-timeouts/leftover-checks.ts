import { type Check, Failure, LOOPBACK, type SocketUnderTest } from '../../vocabulary.ts';
import { idleLimitKept, listenersLeft, timerLeft } from './causes.ts';
import { aside, connected, tells } from './telling.ts';

const LONG_MS = 60_000;
const READS = 30;

export const leavesNothing: Check = {
  id: 'leaves-nothing',
  title: 'what is settled has left no timer and no listener behind',
  points: 2,
  needs: ['connects', 'refused', 'reads'],
  lesson: 'what-is-left-behind',
  next: 'What did the call set up, and on which of its ways out is that taken down again?',
  causes: [timerLeft, listenersLeft],
  async play(stage) {
    const { learner, freePort, socket, turn } = stage;
    const end = await socket();
    await connected(stage, { deadlineMs: LONG_MS });
    await mustHaveNoTimer(end, 'connectEx(…, { deadlineMs: 60000 }), connected');
    const nobody = { host: LOOPBACK.host, port: await freePort() };
    const none = await learner.call('connectEx', nobody, { deadlineMs: LONG_MS });
    tells(none, ['ECONNREFUSED']);
    await mustHaveNoTimer(end, 'connectEx(…, { deadlineMs: 60000 }), refused');
    let before = 0;
    for (let n = 0; n < READS; n++) {
      const read = learner.call('readWithin', end.socket, LONG_MS);
      // Two ways into the process: the call has to be there before the byte.
      await turn();
      await end.sendChunk(Buffer.from('x'));
      (await read).resolves(Buffer.from('x'));
      if (n === 4) before = (await end.state()).listeners;
    }
    await mustHaveNoTimer(end, 'readWithin(socket, 60000), read');
    const { listeners } = await end.state();
    if (listeners <= before + 10) return;
    throw new Failure({
      called: 'readWithin(socket, 60000)',
      expected: { text: `no more listeners on the socket than after 5 reads: ${before}` },
      received: { text: `${listeners}, after ${READS} reads` },
      facts: { listeners },
    });
  },
};

async function mustHaveNoTimer(end: SocketUnderTest, called: string): Promise<void> {
  const { timers } = await end.state();
  if (timers === 0) return;
  throw new Failure({
    called,
    expected: { text: 'no timer that still runs' },
    received: {
      text: `${timers === 1 ? 'one still runs' : `${timers} still run`} in your process`,
    },
    facts: { timers },
  });
}

export const staysOpen: Check = {
  id: 'stays-open',
  title: 'the deadline is for connecting, not for what comes after',
  points: 1,
  needs: ['connects', 'read-deadline'],
  lesson: 'a-connect-that-hangs',
  next: 'What did you set up for the time of connecting, and is it still there?',
  causes: [idleLimitKept],
  async play(stage) {
    const socket = await aside(stage);
    const { answer, connection } = await connected(stage, { deadlineMs: 150 });
    // A timer that began later and runs longer: when it is over, whatever the connect set has run out.
    await stage.learner.call('readWithin', socket, 400);
    await stage.turn();
    const { ending } = connection.peer;
    if (ending === 'open') return;
    throw new Failure({
      called: answer.called,
      expected: { text: 'code 0, and a socket that is still open after 400 quiet ms' },
      received: {
        text: `code 0, and your socket sent ${ending === 'rst' ? 'RST' : 'FIN'} by itself`,
      },
      facts: { idle: true },
    });
  },
};
