import { type Answer, type Check, Failure, type UdpActor } from '../../vocabulary.ts';
import {
  keptAsking,
  leftOpen,
  neverAskedAgain,
  neverRefused,
  reasonLeftOut,
} from './member-causes.ts';
import { mustBeClosed } from './ports.ts';
import { expectJoin } from './visitor.ts';
import { refused, WELCOME } from './wire.ts';

const REASONS = ['the name is taken', 'it is late'];

export const asksAgain: Check = {
  id: 'asks-again',
  title: 'joinChat asks again when nothing comes, and comes to an end',
  points: 2,
  beside: true,
  lesson: 'lost-doubled-out-of-order',
  next: 'WELCOME, REFUSED, or nothing at all: what does joinChat() do after each of them, and what of its own still runs or is open then?',
  causes: [neverAskedAgain, neverRefused, keptAsking, reasonLeftOut, leftOpen],
  async play({ learner, udp, turn }) {
    // Nobody ever answers these: they have to give up by themselves, while the rest is played.
    const mutes = [
      await udp('a mute server', 'your member'),
      await udp('a mute server', 'your member'),
    ];
    const givingUp = mutes.map((mute) => learner.keep('joinChat', { ...mute.address }, 'ana'));
    const server = await udp('server', 'your member');
    const joining = learner.keep('joinChat', { ...server.address }, 'ana');
    await expectJoin(server, joining);
    server.peer.lose(WELCOME);
    const { from } = await expectJoin(server, joining, { lost: 'WELCOME' });
    await server.send(WELCOME, from, 'WELCOME');
    const { answer } = await joining;
    if (answer.error || !answer.promised) answer.fail({ text: 'a promise of a ChatMember' });
    await turn(); // a JOIN that crossed the WELCOME has come by now
    const asked = server.peer.received.length;

    const refusedPorts: number[] = [];
    for (const reason of REASONS) {
      const other = await udp('server', 'your member');
      const refusing = learner.keep('joinChat', { ...other.address }, 'ana');
      const { from: refusedOne } = await expectJoin(other, refusing);
      await other.send(refused(reason), refusedOne, 'REFUSED');
      const { answer: refusal } = await refusing;
      mustTell(refusal, reason);
      refusedPorts.push(refusedOne.port);
    }
    await turn();
    await mustBeClosed('joinChat(…, "ana")', 'REFUSED', refusedPorts);

    for (const [i, gaveUp] of givingUp.entries()) {
      const { answer: givenUp } = await gaveUp;
      givenUp.throws('Error', 'nobody answered 5 JOINs', { gaveUp: false });
      await turn(); // and what it sent before that has come by now
      mustHaveAsked(mutes[i]);
    }
    const more = server.peer.received.length - asked;
    if (more > 0) {
      throw new Failure({
        called: 'joinChat(…, "ana")',
        expected: { text: 'no JOIN after WELCOME' },
        received: { text: `${more} more` },
        facts: { keptAsking: more },
      });
    }
    const mutePorts = mutes.flatMap(({ peer }) => peer.received.slice(0, 1));
    await mustBeClosed(
      'joinChat(…, "ana")',
      'nobody answered',
      mutePorts.map(({ from: { port } }) => port),
    );
  },
};

function mustTell(refusal: Answer, reason: string): void {
  refusal.throws('Error', 'with the reason of REFUSED in its message');
  if (refusal.error?.message.includes(reason)) return;
  refusal.fail(
    { text: `an Error whose message contains ${JSON.stringify(reason)}` },
    {
      refusedWith: reason,
    },
  );
}

function mustHaveAsked(mute: UdpActor | undefined): void {
  const joins = mute?.peer.received.length ?? 0;
  if (joins === 5) return;
  throw new Failure({
    called: 'joinChat(…, "ana")',
    expected: { text: '5 JOINs to a server that does not answer' },
    received: { text: `${joins}` },
  });
}
