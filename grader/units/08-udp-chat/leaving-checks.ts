import { type Check, Failure } from '../../vocabulary.ts';
import { caseSensitiveQ, discardedUnread, leftOpen } from './member-causes.ts';
import { mustBeClosed } from './ports.ts';
import { Visitor } from './visitor.ts';
import { LEAVE, say } from './wire.ts';

export const leaves: Check = {
  id: 'leaves',
  title: 'leave(), "Q" and "q" send LEAVE and end the iteration',
  points: 2,
  needs: ['receives', 'says'],
  lesson: 'the-protocol',
  next: 'Three ways to leave, perhaps one after another: what has to happen the first time, and what is left to do after it?',
  causes: [caseSensitiveQ, discardedUnread, leftOpen],
  async play(stage) {
    const ports: number[] = [];
    for (const how of ['leave()', 'Q', 'q']) {
      const visitor = await Visitor.join(stage);
      ports.push(visitor.address.port);
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
      (await visitor.leave()).resolves(undefined, {
        remark: 'the second time: nothing is left to do',
      });
      (await visitor.say('anybody?')).throws('Error', 'the member has left');
      const more = visitor.server.peer.takeWaiting();
      if (more)
        throw new Failure({
          expected: { text: 'nothing after LEAVE' },
          received: { bytes: more.bytes },
        });
    }
    await mustBeClosed('leave()', 'leave()', ports);
    const visitor = await Visitor.join(stage);
    await visitor.hear(0, 'bo', 'the last words');
    await stage.turn(); // its 'message' event has come by now
    (await visitor.leave()).resolves(undefined);
    await visitor.reads('bo', 'the last words', { unread: true });
    await visitor.readsEnd();
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
