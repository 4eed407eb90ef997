import { type Check, Failure, type Stage } from '../../vocabulary.ts';
import { Flow, MIB } from './long-stream.ts';
import {
  ignoresBackpressure,
  keepsWhatHasPassed,
  listenerPerChunk,
  pausedForGood,
  pausesBothWays,
  waitsByTheClock,
} from './memory-causes.ts';
import { passes, RelayUnderTest } from './pair.ts';

const MOST_TAKEN = 32 * MIB;
const MOST_GROWN = 128;
const LONG = 200 * MIB;
/** So many that Node warns where each of them leaves a listener behind: of the 11th. */
const PAUSES = 12;
const BETWEEN = 8 * MIB;
/** More than the kernels' buffers hold where nothing has passed yet. */
const ENOUGH = 24 * MIB;

export const goesOn: Check = {
  id: 'goes-on',
  title: 'what stopped for want of room goes on when there is some',
  points: 2,
  needs: ['carries-all', 'passes-on-fin', 'many-pairs'],
  lesson: 'a-pause-has-to-end',
  next: 'Your relay stopped, rightly. What tells it to go on, and did it hear that?',
  causes: [waitsByTheClock, pausedForGood],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    const { client, target } = await relay.pair();
    const flow = new Flow(stage, client, target);
    for (const total of [ENOUGH, 2 * ENOUGH]) {
      target.peer.pause();
      void flow.send(total);
      if (await flow.stalls(total)) await flow.staysStalled();
      flow.resume();
      await flow.arrive(total);
    }
    client.fin();
    await target.peer.receiveToEnd();
    await passes(target, client, Buffer.from('all of it'));
  },
};

/** Watches how large the learner's process is, against its size at the start. */
function watchMemory({ kernel }: Stage, flow: Flow): () => void {
  const before = kernel.resident();
  return () => {
    const now = kernel.resident();
    const grown = Math.round(((now ?? 0) - (before ?? 0)) / MIB);
    if (before === undefined || now === undefined || grown <= MOST_GROWN) return;
    const passed = Math.round(flow.arrived / MIB);
    throw new Failure({
      expected: { text: `a process that grows by ${MOST_GROWN} MiB at most` },
      received: { text: `${grown} MiB more, when ${passed} MiB had passed` },
      facts: { grown, passed },
    });
  };
}

async function mustNotWarn(stage: Stage): Promise<void> {
  const warning = /MaxListenersExceededWarning.*?(\d+) (\S+) listeners added to \[Socket\]/s;
  const [, count, event = ''] = warning.exec(await stage.printed()) ?? [];
  if (count === undefined) return;
  throw new Failure({
    expected: { text: 'as many listeners on a socket after 200 MiB as before' },
    received: { text: `Node's warning: ${count} ${event} listeners added to [Socket]` },
    facts: { listeners: event },
  });
}

export const boundedMemory: Check = {
  id: 'bounded-memory',
  title: '200 MiB pass a target that pauses, in bounded memory',
  points: 3,
  needs: ['goes-on'],
  lesson: 'what-write-says',
  next: 'The target does not read. Where are the bytes that the client has sent, and how do they add up?',
  causes: [ignoresBackpressure, pausedForGood, listenerPerChunk, keepsWhatHasPassed],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    const { client, target } = await relay.pair();
    const flow = new Flow(stage, client, target);
    const watch = watchMemory(stage, flow);
    await flow.sendUntilStalled(MOST_TAKEN);
    watch();
    flow.resume();
    void flow.send(LONG);
    for (let pause = 1; pause <= PAUSES; pause++) await flow.pauseAt(pause * BETWEEN, watch);
    await flow.arrive(LONG, watch);
    watch();
    client.fin();
    await target.peer.receiveToEnd();
    await passes(target, client, Buffer.from('all 200 MiB'));
    await mustNotWarn(stage);
  },
};

export const boundedBack: Check = {
  id: 'bounded-back',
  title: 'the way back is bounded too, from the first byte on',
  points: 2,
  needs: ['bounded-memory'],
  lesson: 'what-write-says',
  next: 'Your relay carries two directions. Which of them looks at what write() says?',
  causes: [ignoresBackpressure],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    const { client, target } = await relay.pair();
    const flow = new Flow(stage, target, client);
    await flow.sendUntilStalled(MOST_TAKEN);
    flow.resume();
    await flow.arrive();
    target.fin();
    await client.peer.receiveToEnd();
    await passes(client, target, Buffer.from('thank you'));
  },
};

export const waysAreIndependent: Check = {
  id: 'ways-are-independent',
  title: 'a way that is blocked holds up nothing else',
  points: 1,
  needs: ['bounded-memory'],
  lesson: 'two-sockets-four-streams',
  next: 'Which of the four streams has no room? Which one may your relay stop reading for that?',
  causes: [pausesBothWays],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    const { client, target } = await relay.pair('client 1');
    const other = await relay.pair('client 2');
    const flow = new Flow(stage, client, target);
    await flow.sendUntilStalled(MOST_TAKEN);
    const back = stage.random.bytes(MIB);
    await passes(target, client, Buffer.from('still here?'), { blockedWay: 'there' });
    await passes(target, client, back, { blockedWay: 'there' });
    await passes(other.client, other.target, back);
    await passes(other.target, other.client, back);
    flow.resume();
    await flow.arrive();
  },
};
