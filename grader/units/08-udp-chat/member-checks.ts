import { type Check, Failure } from '../../vocabulary.ts';
import {
  assumedLittleEndian,
  cutToFit,
  keptAsking,
  lostBeforeNext,
  neverAskedAgain,
  neverRefused,
  ownLimit,
  swallowedSendError,
  trustedAnySource,
} from './causes.ts';
import { mustCarryLargest } from './membership-checks.ts';
import { expectJoin, Visitor } from './visitor.ts';
import { refused, said, say, WELCOME } from './wire.ts';

export const asksAgain: Check = {
  id: 'asks-again',
  title: 'a lost datagram does not keep joinChat waiting for ever',
  points: 2,
  beside: true,
  lesson: 'lost-doubled-out-of-order',
  next: 'Who can know that a datagram was lost: its sender, or whoever waits?',
  causes: [neverAskedAgain, neverRefused, keptAsking],
  async play({ learner, udp, turn }) {
    // Nobody ever answers this one: it has to give up by itself, while the rest is played.
    const mute = await udp('a mute server', 'your member');
    const givingUp = learner.keep('joinChat', { ...mute.address }, 'ana');
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

    const other = await udp('server', 'your member');
    const refusing = learner.keep('joinChat', { ...other.address }, 'ana');
    const { from: refusedOne } = await expectJoin(other, refusing);
    await other.send(refused('the name is taken'), refusedOne, 'REFUSED');
    const { answer: refusal } = await refusing;
    refusal.throws('Error', 'with the reason of REFUSED in its message');
    if (!refusal.error?.message.includes('the name is taken')) {
      refusal.fail({ text: 'an Error whose message contains "the name is taken"' });
    }

    const { answer: givenUp } = await givingUp;
    givenUp.throws('Error', 'nobody answered 5 JOINs', { gaveUp: false });
    await turn(); // and what it sent before that has come by now
    const more = server.peer.received.length - asked;
    if (more > 0) {
      throw new Failure({
        called: 'joinChat(…, "ana")',
        expected: { text: 'no JOIN after WELCOME' },
        received: { text: `${more} more` },
        facts: { keptAsking: more },
      });
    }
    const joins = mute.peer.received.length;
    if (joins !== 5) {
      throw new Failure({
        called: 'joinChat(…, "ana")',
        expected: { text: '5 JOINs to a server that does not answer' },
        received: { text: `${joins}` },
      });
    }
  },
};

export const receives: Check = {
  id: 'receives',
  title: 'each SAID is one message, in the order of arrival, and none is lost',
  points: 2,
  needs: ['asks-again'],
  lesson: 'the-protocol',
  next: 'A datagram may come before anybody asks for it. Where is it until then?',
  causes: [lostBeforeNext],
  async play(stage) {
    const visitor = await Visitor.join(stage, { withWelcome: [said(0, 'bo', 'welcome, ana')] });
    await visitor.hear(2, 'bo', '');
    await visitor.hear(1, 'bo', '你好');
    await visitor.hear(2, 'bo', '');
    await visitor.hear(2, 'cy', 'Q');
    await visitor.reads('bo', 'welcome, ana', { early: true });
    await visitor.reads('bo', '');
    await visitor.reads('bo', '你好');
    await visitor.reads('cy', 'Q');
    const waiting = visitor.reads('bo', 'while you wait');
    await visitor.hear(3, 'bo', 'while you wait');
    await waiting;
    for (const hex of ['', '00', '12', '120000', '12000005626f', '7f6869', '11', '13']) {
      await visitor.send(Buffer.from(hex, 'hex'));
    }
    await visitor.hear(4, 'bo', 'twice');
    await visitor.hear(0x0104, 'bo', 'twice'); // the same text, 256 SAYs later
    await visitor.reads('bo', 'twice');
    await visitor.reads('bo', 'twice');
    await visitor.hear(5, 'bo', 'after the rubbish');
    await visitor.reads('bo', 'after the rubbish');
  },
};

export const trustsOnlyTheServer: Check = {
  id: 'trusts-only-the-server',
  title: 'only the server’s own address is listened to',
  points: 1,
  needs: ['receives'],
  lesson: 'what-connect-does-to-a-udp-socket',
  next: 'A datagram carries the address that it came from. Which one do you expect?',
  causes: [trustedAnySource],
  async play(stage) {
    const intruder = await stage.udp('intruder', 'your member');
    const visitor = await Visitor.join(stage, {
      beforeWelcome: async (from) => {
        await intruder.send(refused('by an intruder'), from, 'REFUSED');
        await intruder.send(said(0, 'bo', 'before'), from, 'SAID');
      },
    });
    await intruder.send(said(0, 'bo', 'I am not the server'), visitor.address, 'SAID');
    await visitor.hear(1, 'bo', 'I am');
    await visitor.reads('bo', 'I am', { intruder: true });
  },
};

export const says: Check = {
  id: 'says',
  title: 'say() sends one SAY, numbered from 0',
  points: 2,
  needs: ['asks-again'],
  lesson: 'the-protocol',
  next: 'Compare the bytes with the table in the lesson: type, number, text.',
  causes: [assumedLittleEndian],
  async play(stage) {
    const visitor = await Visitor.join(stage);
    const texts = ['hello', '你好', '', ' q', 'quit', 'LEAVE', 'Q!', '\x03'];
    const answers = texts.map((text) => visitor.say(text));
    for (const [number, text] of texts.entries()) {
      await visitor.server.expect(say(number, text), { said: text });
      (await answers[number])?.resolves(undefined);
    }
  },
};

export const largestSay: Check = {
  id: 'largest-say',
  title: 'what does not fit a datagram is rejected with EMSGSIZE',
  points: 1,
  needs: ['says'],
  lesson: 'how-big-is-a-datagram',
  next: 'Who knows how long a datagram may be, and how does it tell you?',
  causes: [cutToFit, swallowedSendError, ownLimit],
  async play(stage) {
    await mustCarryLargest(stage.udp);
    const visitor = await Visitor.join(stage);
    const largest = 'x'.repeat(65_504);
    (await visitor.say(largest)).resolves(undefined);
    await visitor.server.expect(say(0, largest));
    const before = visitor.server.peer.received.length;
    const tooLong = await visitor.say(`${largest}x`);
    if (!tooLong.error) await stage.turn(); // what was sent in its place has come by then
    const facts = {
      tooLong: true,
      cameInstead: visitor.server.peer.received.length - before,
    };
    tooLong.throws('Error', 'EMSGSIZE, from the kernel', facts);
    if (tooLong.error?.code !== 'EMSGSIZE')
      tooLong.fail({ text: 'an Error whose code is EMSGSIZE' }, facts);
    (await visitor.say('still here')).resolves(undefined);
    const { bytes } = await visitor.server.receive('SAY "still here"');
    const used = bytes.equals(say(2, 'still here')) ? 2 : 1; // whether the refused one took a number is left open
    if (!bytes.equals(say(used, 'still here'))) {
      throw new Failure({ expected: { bytes: say(used, 'still here') }, received: { bytes } });
    }
  },
};
