import type { Check } from '../../vocabulary.ts';
import { endsSwapped, limitInSeconds, localTwice, zeroForNone } from './describe-causes.ts';

export const describes: Check = {
  id: 'describes',
  title: 'describeSocket tells both ends, and the limit of quiet',
  points: 2,
  lesson: 'what-a-socket-tells',
  next: 'Which properties of the socket hold that, and what do they hold where nothing was set?',
  causes: [endsSwapped, localTwice, zeroForNone, limitInSeconds],
  async play({ learner, socket }) {
    for (let n = 0; n < 2; n++) {
      const end = await socket();
      const { localAddress, localPort, remoteAddress, remotePort } = end.grader.peer.socket;
      // What is local to the grader is the peer of the learner's socket.
      const local = { host: remoteAddress, port: remotePort };
      const peer = { host: localAddress, port: localPort };
      const facts = { localPort: remotePort ?? 0, peerPort: localPort ?? 0 };
      const describe = async (timeoutMs: number | null, remark: string) => {
        const answer = await learner.call('describeSocket', end.socket);
        answer.returns({ local, peer, timeoutMs }, { remark, facts });
      };
      await describe(null, 'no limit was set');
      await learner.ask(end.socket.name, 'setTimeout', 30_000 + n);
      await describe(30_000 + n, `after socket.setTimeout(${30_000 + n})`);
      await learner.ask(end.socket.name, 'setTimeout', 0);
      await describe(null, 'after socket.setTimeout(0)');
    }
  },
};
