import * as reference from '../../../solutions/08-udp-chat.ts';
import { type Check, Failure, LOOPBACK, observe, type Stage } from '../../vocabulary.ts';
import { bindErrorUnheard, roomsShared } from './causes.ts';
import { Room } from './room.ts';

export const worksWithReference: Check = {
  id: 'works-with-reference',
  title: 'your server and member work with others, and beside them',
  points: 1,
  needs: ['passes-on', 'forgets-those-who-left', 'leaves'],
  lesson: 'what-the-grader-plays',
  next: 'Which of the two sides reads the table of bytes in another way?',
  causes: [bindErrorUnheard, roomsShared],
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
      const bo = await welcome(address, 'bo', what);
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
      (
        await observe(
          `bo.say("再见") ${what}`,
          bo.say('再见').then(() => undefined),
        )
      ).resolves(undefined);
      const next = await learner.next(kept);
      next.resolves({ done: false, value: { from: 'bo', text: '再见' } });
      (await learner.ask(kept, 'leave')).resolves(undefined);
      await bo.leave();
    }
    await besideAnother(stage);
    await onTakenPort(stage);
  },
};

/** A member of the reference's. That it is refused is no fault of its own: nobody else is in the room. */
async function welcome(
  address: { host: string; port: number },
  name: string,
  what: string,
): Promise<reference.ChatMember> {
  try {
    return await reference.joinChat(address, name);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (!/^refused: |ECONNREFUSED/.test(message)) throw error;
    throw new Failure({
      expected: { text: `${name} to be welcome ${what}, where nobody has that name` },
      received: { text: message },
    });
  }
}

/** A room on another server of the same program has members of its own. */
async function besideAnother(stage: Stage): Promise<void> {
  const [one, another] = [await Room.open(stage), await Room.open(stage)];
  const [ana, bo] = [await one.enter('ana'), await one.enter('bo')];
  const cy = await another.stranger('cy');
  await cy.join('ana', { otherRoom: true });
  await ana.say(0, 'is this my room?');
  await bo.hears(0, ana, 'is this my room?');
  await cy.join('ana', { otherRoom: true });
  await cy.say(0, 'and this mine?');
  await bo.heardNothingElse({ otherRoom: true });
}

async function onTakenPort(stage: Stage): Promise<void> {
  const other = await stage.udp('another program');
  const { answer } = await stage.learner.keep('startChatServer', { ...other.address });
  answer.throws('Error', 'the kernel’s: another program has that port');
  if (answer.error?.code !== 'EADDRINUSE')
    answer.fail({ text: 'the kernel’s error, whose code is EADDRINUSE' });
}
