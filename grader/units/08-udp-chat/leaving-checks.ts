import * as reference from '../../../solutions/08-udp-chat.ts';
import { type Check, Failure, LOOPBACK, observe } from '../../vocabulary.ts';
import { caseSensitiveQ } from './causes.ts';
import { Visitor } from './visitor.ts';
import { LEAVE, say } from './wire.ts';

export const leaves: Check = {
  id: 'leaves',
  title: 'leave(), "Q" and "q" send LEAVE and end the iteration',
  points: 2,
  needs: ['receives', 'says'],
  lesson: 'the-protocol',
  next: 'Three ways to leave: what has to happen in each of them?',
  causes: [caseSensitiveQ],
  async play(stage) {
    for (const how of ['leave()', 'Q', 'q']) {
      const visitor = await Visitor.join(stage);
      const go = () => (how === 'leave()' ? visitor.leave() : visitor.say(how));
      await visitor.hear(0, 'bo', 'bye');
      await visitor.reads('bo', 'bye');
      const waiting = visitor.readsEnd({ how });
      waiting.catch(() => {});
      const left = go();
      await visitor.server.expect(LEAVE, { how });
      (await left).resolves(undefined);
      await waiting;
      await visitor.readsEnd({ how });
      (await visitor.leave()).resolves(undefined);
      (await visitor.say('anybody?')).throws('Error', 'the member has left');
      const more = visitor.server.peer.takeWaiting();
      if (more)
        throw new Failure({
          expected: { text: 'nothing after LEAVE' },
          received: { bytes: more.bytes },
        });
    }
  },
};

export const serverGone: Check = {
  id: 'server-gone',
  title: 'a server that goes away does not end the member’s process',
  points: 1,
  needs: ['says'],
  lesson: 'what-connect-does-to-a-udp-socket',
  next: 'What does a connected UDP socket learn when nobody listens there any more, and who hears it?',
  async play(stage) {
    const visitor = await Visitor.join(stage);
    const { port } = visitor.server.address;
    await visitor.server.close();
    for (const text of ['is', 'anybody', 'there?']) {
      await visitor.say(text);
      await stage.turn(); // the kernel's ECONNREFUSED is heard now, or else by the next send
    }
    const back = await stage.udp('server', 'your member', port).catch(() => undefined);
    if (!back) return; // another program took the port meanwhile: nothing can come back there
    // The kernel may still owe the member an error for what it sent before: that one say() may reject.
    for (let tries = 0; tries < 3; tries++) await visitor.say('welcome back');
    const { bytes } = await back.receive('SAY "welcome back"');
    const text = bytes.subarray(3).toString();
    if (bytes[0] !== 0x02 || text !== 'welcome back') {
      throw new Failure({ expected: { bytes: say(3, 'welcome back') }, received: { bytes } });
    }
  },
};

export const worksWithReference: Check = {
  id: 'works-with-reference',
  title: 'your server and your member work with others, and with each other',
  points: 1,
  needs: ['passes-on', 'forgets-those-who-left', 'leaves'],
  lesson: 'what-the-grader-plays',
  next: 'Which of the two sides reads the table of bytes in another way?',
  async play(stage) {
    const { learner } = stage;
    const theirs = await reference.startChatServer(LOOPBACK);
    stage.closeAtEnd(() => new Promise((resolve) => theirs.close(() => resolve(undefined))));
    const own = await stage.server('startChatServer');
    const rooms = [
      {
        address: { ...LOOPBACK, port: theirs.address().port },
        what: 'in the reference server’s room',
      },
      { address: own.address, what: 'in your server’s room' },
    ];
    for (const { address, what } of rooms) {
      const bo = await reference.joinChat(address, 'bo');
      const heard = bo[Symbol.asyncIterator]();
      const { answer, kept } = await learner.keep('joinChat', { ...address }, 'ana');
      if (answer.error) answer.fail({ text: `ana to be welcome ${what}` });
      (await learner.ask(kept, 'say', '你好')).resolves(undefined);
      (
        await observe(
          `what the reference member heard ${what}`,
          heard.next().then(({ value }) => ({ ...value })),
        )
      ).resolves({ from: 'ana', text: '你好' });
      await bo.say('再见');
      const next = await learner.next(kept);
      next.resolves({ done: false, value: { from: 'bo', text: '再见' } });
      (await learner.ask(kept, 'leave')).resolves(undefined);
      await bo.leave();
    }
  },
};
