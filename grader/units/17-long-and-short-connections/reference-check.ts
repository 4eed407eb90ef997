import * as reference from '../../../solutions/17-long-and-short-connections.ts';
import {
  type Check,
  LOOPBACK,
  type listeningAddress,
  observe,
  type Stage,
} from '../../vocabulary.ts';
import { CALM } from './client.ts';

const BODIES = [80, 0, 40].map((ms, i) =>
  Buffer.concat([Buffer.of(0, ms), Buffer.from(`request ${i}`)]),
);

export const worksWithReference: Check = {
  id: 'works-with-reference',
  title: 'your client and server work with others, and with each other',
  points: 1,
  needs: ['pipelines', 'heartbeat-is-no-reply', 'in-order', 'answers-heartbeats', 'closes'],
  lesson: 'what-the-grader-plays',
  next: 'Which of the two sides reads the lesson in another way?',
  async play(stage) {
    const server = await stage.server('startSlowEchoServer', LOOPBACK, { idleMs: 60_000 });
    const client = new reference.LongClient(server.address, { ...CALM, heartbeatMs: 10 });
    for (const body of BODIES) {
      const reply = observe("the reference client's request to your server", client.request(body));
      (await reply).resolves(body);
    }
    await client.close();

    const others = await reference.startSlowEchoServer(LOOPBACK, { idleMs: 60_000 });
    stage.closeAtEnd(async () => others.close());
    const bound = others.address();
    if (bound === null || typeof bound === 'string') throw new Error('the reference listens');
    await ask(stage, { host: bound.address, port: bound.port });
    await ask(stage, server.address);
  },
};

/** Both clients of the learner's against one server. */
async function ask({ learner }: Stage, address: ReturnType<typeof listeningAddress>) {
  const [first = Buffer.of(0, 0)] = BODIES;
  (await learner.call('requestOnce', { ...address }, first)).resolves(first);
  const { kept } = await learner.construct(
    'LongClient',
    { ...address },
    { ...CALM, heartbeatMs: 10 },
  );
  const replies = BODIES.map((body) => learner.ask(kept, 'request', body));
  for (const [i, body] of BODIES.entries()) (await replies[i])?.resolves(body);
  (await learner.ask(kept, 'close')).resolves(undefined);
}
