import { type Check, Failure, LOOPBACK } from '../../vocabulary.ts';
import {
  clientLeftWaiting,
  lostTail,
  nobodyListens,
  otherSideLeftOpen,
  resetBecameFin,
  resetTookTheTail,
  senderNeverTold,
} from './causes.ts';
import { Filling } from './held.ts';
import { Flow, MIB } from './long-stream.ts';
import { expectReset, passes, RelayUnderTest } from './pair.ts';

const MOST_TAKEN = 32 * MIB;
const KIB = 1024;
/** How much the relay's process is to hold when the FIN comes: a few bytes of one chunk, or several chunks. */
const FILLED = [
  { least: 1, targetEndsFirst: false },
  { least: 1, targetEndsFirst: true },
  { least: 160 * KIB, targetEndsFirst: false },
];

export const passesOnReset: Check = {
  id: 'passes-on-reset',
  title: 'a side that breaks off is passed on as a break, to its pair',
  points: 2,
  needs: ['passes-on-fin', 'many-pairs'],
  lesson: 'when-one-side-breaks-off',
  next: 'What does the other side take a FIN for, and what is it to think here?',
  causes: [resetBecameFin, otherSideLeftOpen, nobodyListens],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    const witness = await relay.pair('witness');
    const others = async () => {
      await passes(witness.client, witness.target, Buffer.from('?'));
      await passes(witness.target, witness.client, Buffer.from('!'));
    };
    for (const who of ['client', 'target', 'target after FIN'] as const) {
      const pair = await relay.pair('client');
      await passes(pair.client, pair.target, Buffer.from('half a question'));
      await passes(pair.target, pair.client, Buffer.from('half an answer'));
      if (who === 'target after FIN') {
        pair.client.fin();
        await pair.target.expectToEnd(Buffer.alloc(0));
        await passes(pair.target, pair.client, Buffer.from(', and no more'));
      }
      // An RST that comes together with bytes reads as FIN in Node: the relay reads the bytes first.
      await stage.turn();
      const [gone, left] =
        who === 'client' ? [pair.client, pair.target] : [pair.target, pair.client];
      gone.reset();
      await expectReset(left, `the ${who === 'client' ? who : 'target'} has reset`);
      await others();
    }
    const late = await relay.pair('client');
    await passes(late.client, late.target, Buffer.from('a new client'));
  },
};

export const targetRefuses: Check = {
  id: 'target-refuses',
  title: 'where the target refuses, the client is told by an RST',
  points: 1,
  needs: ['passes-on-reset'],
  lesson: 'when-one-side-breaks-off',
  next: 'Which socket of your relay hears that nobody listens there, and which one has to be told?',
  causes: [resetBecameFin, clientLeftWaiting],
  async play(stage) {
    const port = await stage.freePort();
    const server = await stage.server('startRelay', LOOPBACK, { ...LOOPBACK, port });
    for (const name of ['client 1', 'client 2']) {
      const client = await server.connect(name).catch(resetAlready);
      await stage.turn();
      if (client) await expectReset(client, 'nobody listens at the target', { refused: true });
    }
  },
};

/** The RST may come before the connecting socket has said that it is connected: then that is its error. */
function resetAlready(error: unknown): undefined {
  if (error instanceof Failure && error.evidence.facts?.connect === 'ECONNRESET') return undefined;
  throw error;
}

export const endsWhileBlocked: Check = {
  id: 'ends-while-blocked',
  title: 'a FIN behind bytes that still wait loses none of them',
  points: 2,
  needs: ['bounded-memory'],
  lesson: 'the-tail',
  next: 'Which bytes are still on their way when the FIN is read, and where are they?',
  causes: [resetTookTheTail, lostTail],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    const filling = new Filling(stage, relay.server.address.port);
    for (const { least, targetEndsFirst } of FILLED) {
      const pair = await relay.pair();
      const { client, target } = pair;
      if (targetEndsFirst) {
        target.fin();
        await client.expectToEnd(Buffer.alloc(0));
      }
      const { flow, held, passed } = await filling.fill(pair, least);
      client.fin();
      await stage.turn();
      flow.resume();
      await flow.arrive(flow.handed, undefined, held === undefined ? {} : { held, passed });
      await target.peer.receiveToEnd();
      if (target.peer.ending !== 'fin') await target.expectToEnd(Buffer.alloc(0));
      if (!targetEndsFirst) await passes(target, client, Buffer.from('got it'));
    }
  },
};

export const diesWhileBlocked: Check = {
  id: 'dies-while-blocked',
  title: 'a receiver that dies while it blocks a sender frees it',
  points: 2,
  needs: ['bounded-back', 'passes-on-reset'],
  lesson: 'when-one-side-breaks-off',
  next: 'Your relay waits for room. Which events can end that wait?',
  causes: [senderNeverTold, resetBecameFin, nobodyListens],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    for (const dies of ['target', 'client'] as const) {
      const { client, target } = await relay.pair();
      const [sender, receiver] = dies === 'target' ? [client, target] : [target, client];
      const flow = new Flow(stage, sender, receiver);
      await flow.sendUntilStalled(MOST_TAKEN);
      receiver.reset();
      await expectReset(sender, `the ${dies} has reset`, { blocked: true });
    }
    // Nobody reads here: what is left to hear of the end by is a write that fails, for the relay and for us.
    for (const dies of ['target', 'client'] as const) {
      stage.recorder.forget();
      const { client, target } = await relay.pair();
      const [left, gone] = dies === 'target' ? [client, target] : [target, client];
      await new Flow(stage, left, gone).block(MOST_TAKEN);
      await new Flow(stage, gone, left).block(MOST_TAKEN);
      gone.reset();
      await expectReset(left, `the ${dies} has reset`, { blocked: true, bothWays: true });
    }
    // The sender dies instead: the receiver gets the beginning of what was sent, and then an end.
    const { client, target } = await relay.pair();
    const flow = new Flow(stage, client, target);
    await flow.sendUntilStalled(MOST_TAKEN);
    client.reset();
    await stage.turn();
    flow.resume();
    await target.peer.receiveToEnd();
    flow.mustBeRight();
    if (target.peer.ending === 'open')
      await expectReset(target, 'the client has reset', { wantsReset: true });
    const late = await relay.pair('client');
    await passes(late.client, late.target, Buffer.from('a new client'));
  },
};
