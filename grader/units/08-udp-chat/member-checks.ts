import { type Check, Failure, type Stage } from '../../vocabulary.ts';
import { cutToFit } from './causes.ts';
import {
  assumedLittleEndian,
  copiesKeptTooLong,
  copyKnownByText,
  firstDatagramAlone,
  lostBeforeNext,
  membersShare,
  numberAfterSend,
  ownLimit,
  swallowedSendError,
  trustedAnySource,
} from './member-causes.ts';
import { mustCarryLargest } from './membership-checks.ts';
import { Visitor } from './visitor.ts';
import { refused, said, say } from './wire.ts';

/** Nothing of the table, or too short for what their first byte says. */
const RUBBISH = ['', '00', '12', '120000', '12000005626f', '7f6869'].map((hex) =>
  Buffer.from(hex, 'hex'),
);

export const receives: Check = {
  id: 'receives',
  title: 'each SAID is one message, in the order of arrival, and none is lost',
  points: 2,
  needs: ['asks-again'],
  lesson: 'the-protocol',
  next: 'Follow one datagram from its event to whoever reads: what may be wrong with it, and where is it until somebody asks?',
  causes: [lostBeforeNext, firstDatagramAlone, copyKnownByText, copiesKeptTooLong, membersShare],
  async play(stage) {
    const visitor = await Visitor.join(stage, {
      rubbish: RUBBISH,
      withWelcome: [said(0, 'bo', 'welcome, ana')],
    });
    await visitor.hear(2, 'bo', '');
    await visitor.hear(1, 'bo', '你好');
    await visitor.hear(2, 'bo', '');
    await visitor.hear(2, 'cy', 'Q');
    await stage.turn(); // all of it has come before somebody asks
    await visitor.reads('bo', 'welcome, ana', { early: true });
    await visitor.reads('bo', '');
    await visitor.reads('bo', '你好');
    await visitor.reads('cy', 'Q');
    const waiting = visitor.reads('bo', 'while you wait');
    await visitor.hear(3, 'bo', 'while you wait');
    await waiting;
    for (const datagram of [...RUBBISH, Buffer.of(0x11), Buffer.of(0x13)]) {
      await visitor.send(datagram);
    }
    await visitor.hear(4, 'bo', 'twice');
    await visitor.hear(0x0104, 'bo', 'twice'); // the same text, 256 SAYs later
    await visitor.reads('bo', 'twice');
    await visitor.reads('bo', 'twice', { sameText: '4 and 260' });
    await visitor.hear(5, 'bo', 'after the rubbish');
    await visitor.reads('bo', 'after the rubbish');
    await forgetsCopies(visitor);
    await keepApart(stage, visitor);
  },
};

/** Numbers come round again: of each name the last 64 messages are looked at, and no more. */
async function forgetsCopies(visitor: Visitor): Promise<void> {
  for (let number = 0; number <= 64; number++) {
    await visitor.hear(number, 'dee', `dee ${number}`);
    await visitor.reads('dee', `dee ${number}`);
  }
  await visitor.hear(1, 'dee', 'dee 1'); // the first of the last 64
  await visitor.hear(0, 'dee', 'dee 0');
  await visitor.reads('dee', 'dee 0', { among: 'no more' });
}

/** Another member of the same program hears the same, and one message more. */
async function keepApart(stage: Stage, visitor: Visitor): Promise<void> {
  const other = await Visitor.join(stage, { as: 'another server' });
  await visitor.hear(0, 'eve', 'to both');
  await stage.turn(); // it stands in its queue by now
  await other.hear(0, 'eve', 'to both');
  await other.hear(1, 'eve', 'to one');
  await other.reads('eve', 'to both', { twoMembers: true });
  await other.reads('eve', 'to one', { twoMembers: true });
  await visitor.reads('eve', 'to both', { twoMembers: true });
}

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
  causes: [assumedLittleEndian, numberAfterSend, membersShare],
  async play(stage) {
    const visitor = await Visitor.join(stage);
    const other = await Visitor.join(stage, { as: 'another server' });
    const texts = ['hello', '你好', '', ' q', 'quit', 'LEAVE', 'Q!', '\x03'];
    const answers = texts.map((text) => visitor.say(text));
    for (const [number, text] of texts.entries()) {
      await visitor.server.expect(say(number, text), { said: text });
      (await answers[number])?.resolves(undefined);
    }
    (await other.say('hello')).resolves(undefined);
    await other.server.expect(say(0, 'hello'), { twoMembers: true });
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
