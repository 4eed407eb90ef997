import {
  type Check,
  Failure,
  LOOPBACK,
  type SocketUnderTest,
  type Stage,
} from '../../vocabulary.ts';
import { idleLimitKept, listenersLeft, timerLeft } from './causes.ts';
import { limitOfQuiet, ownersListener } from './reading-causes.ts';
import { aside, connected, tells } from './telling.ts';

const LONG_MS = 60_000;
const OWNERS_MS = 30_000;
const READS = 30;

export const leavesNothing: Check = {
  id: 'leaves-nothing',
  title: 'what is settled has left no timer and no listener behind',
  points: 2,
  needs: ['connects', 'refused', 'reads'],
  lesson: 'what-is-left-behind',
  next: 'What did the call set up, and on which of its ways out is that taken down again?',
  causes: [timerLeft, listenersLeft, ownersListener, limitOfQuiet],
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
      if (n === 0) await mustKeepOwners(end, (await read).called, stage);
      if (n === 4) before = (await end.state()).listeners;
    }
    await mustHaveNoTimer(end, 'readWithin(socket, 60000), read');
    await mustKeepLimit(stage);
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

/** The socket came with a listener of its owner. */
async function mustKeepOwners(
  { socket }: SocketUnderTest,
  called: string,
  { learner }: Stage,
): Promise<void> {
  const { value } = await learner.ask(socket.name, 'listenerCount', 'error');
  if (value !== 0) return;
  throw new Failure({
    called,
    expected: { text: "the owner's listener for 'error' is on the socket, as before" },
    received: { text: "the socket has no listener for 'error' any more" },
    facts: { ownersGone: true },
  });
}

/** Only describeSocket() tells the limit of a socket; where it does not, nothing is known of it. */
async function mustKeepLimit({ learner, socket }: Stage): Promise<void> {
  const end = await socket();
  const limit = async () => {
    const told = await learner.call('describeSocket', end.socket).catch(() => undefined);
    return Object(told?.value).timeoutMs;
  };
  await learner.ask(end.socket.name, 'setTimeout', OWNERS_MS);
  if ((await limit()) !== OWNERS_MS) return;
  await end.sendChunk(Buffer.from('x'));
  const answer = await learner.call('readWithin', end.socket, LONG_MS);
  answer.resolves(Buffer.from('x'));
  const left = await limit();
  if (left === OWNERS_MS) return;
  throw new Failure({
    called: `socket.setTimeout(${OWNERS_MS}), then ${answer.called}`,
    expected: { text: `describeSocket(socket) tells timeoutMs: ${OWNERS_MS} after it, as before` },
    received: { text: `timeoutMs: ${left}` },
    facts: { limitGone: true },
  });
}

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
