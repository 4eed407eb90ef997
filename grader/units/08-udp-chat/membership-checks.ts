import { type Check, type Evidence, Failure, skip, type UdpActor } from '../../vocabulary.ts';
import { cutToFit, echoedToSender } from './causes.ts';
import {
  answeredDropped,
  assumedOrder,
  charactersCounted,
  droppedNumberKept,
  ignoredCase,
  invalidNameAccepted,
  keptThoseWhoLeft,
  numbersKeptTooLong,
  numbersOutlivedLeave,
  oldNameKept,
  oldNumbersKept,
  passedOnTwice,
  rejoinForgot,
} from './membership-causes.ts';
import { type Person, Room } from './room.ts';
import { join, LARGEST_DATAGRAM, said } from './wire.ts';

export const namesAreUnique: Check = {
  id: 'names-are-unique',
  title: 'a name belongs to one member, and has 1 to 32 bytes of UTF-8',
  points: 1,
  needs: ['passes-on'],
  lesson: 'no-connection-so-who-is-a-member',
  next: 'By what do you know that the name is held, and by whom?',
  causes: [charactersCounted, invalidNameAccepted, ignoredCase],
  async play(stage) {
    const room = await Room.open(stage);
    const ana = await room.enter('ana');
    const bo = await room.enter('bo');
    const other = await room.stranger('the other ana');
    await other.send(join('ana'), 'JOIN ana');
    await other.expectRefused('ana is in the room, at another address');
    const bad: [Buffer, string][] = [
      [Buffer.alloc(0), 'the name is empty'],
      [Buffer.alloc(33, 'x'), 'the name has 33 bytes'],
      [Buffer.from('名'.repeat(11)), 'the name has 33 bytes (11 characters)'],
      [Buffer.from([0x61, 0xff]), 'the name is not UTF-8'],
    ];
    for (const [name, why] of bad) {
      await other.send(join(name), `JOIN, ${why}`);
      await other.expectRefused(why);
    }
    await other.join('x'.repeat(32));
    await other.join('Ana', { caseMatters: true });
    await ana.say(0, 'hello');
    await bo.hears(0, ana, 'hello');
    await other.hears(0, ana, 'hello');
  },
};

export const portReused: Check = {
  id: 'port-reused',
  title: 'a new name from a known address takes the old one’s place',
  points: 1,
  needs: ['names-are-unique'],
  lesson: 'no-connection-so-who-is-a-member',
  next: 'A program ended without LEAVE, and another got its port. Who is behind that address now?',
  causes: [oldNameKept, oldNumbersKept],
  async play(stage) {
    const room = await Room.open(stage);
    const ana = await room.enter('ana');
    const bo = await room.enter('bo');
    await ana.send(join('bo'), 'JOIN bo');
    await ana.expectRefused('bo is in the room, at another address');
    await ana.say(0, 'still ana');
    await bo.hears(0, 'ana', 'still ana');
    await ana.join('zoe');
    await ana.say(0, 'zoe now');
    await hearsRenamed(bo, ana);
    const next = await room.stranger('next');
    await next.join('ana', { freed: 'ana' });
    await next.say(0, 'ana again');
    await bo.hears(0, 'ana', 'ana again');
    await bo.heardNothingElse();
  },
};

/**
 * Bo has to hear number 0 of zoe, who was ana before. Where nothing comes, zoe says number 1, which ana
 * never used: what becomes of that tells whether it was for the number or for the name.
 */
async function hearsRenamed(bo: Person, zoe: Person): Promise<void> {
  try {
    await bo.hears(0, 'zoe', 'zoe now');
  } catch (error) {
    if (!(error instanceof Failure) || error.evidence.facts?.silent !== true) throw error;
    await zoe.say(1, 'once more');
    const next = await bo.next();
    const nextFrom = ['zoe', 'ana'].find((name) => next?.equals(said(1, name, 'once more')));
    throw error.with({ facts: { nextFrom: nextFrom ?? 'nobody' } });
  }
}

export const forgetsThoseWhoLeft: Check = {
  id: 'forgets-those-who-left',
  title: 'who left hears nothing more, and the name is free',
  points: 1,
  needs: ['names-are-unique', 'ignores-strangers'],
  lesson: 'no-connection-so-who-is-a-member',
  next: 'What do you keep of a member, and in how many places?',
  causes: [keptThoseWhoLeft],
  async play(stage) {
    const room = await Room.open(stage);
    const [ana, bo, cy] = [await room.enter('ana'), await room.enter('bo'), await room.enter('cy')];
    await ana.leave();
    await bo.say(0, 'is ana gone?');
    await cy.hears(0, bo, 'is ana gone?');
    await ana.heardNothingElse({ left: true });
    await ana.leave();
    await ana.say(9, 'a stranger says');
    const next = await room.stranger('next');
    await next.join('ana', { left: true });
    await next.say(0, 'I am ana now');
    await bo.hears(0, 'ana', 'I am ana now');
    await cy.hears(0, 'ana', 'I am ana now');
  },
};

export const doubledAndReordered: Check = {
  id: 'doubled-and-reordered',
  title: 'a copy is passed on once, and what comes late is passed on late',
  points: 2,
  needs: ['keeps-boundaries', 'forgets-those-who-left'],
  lesson: 'lost-doubled-out-of-order',
  next: 'By what is a copy known from another message? And what does a number that is missing tell?',
  causes: [rejoinForgot, passedOnTwice, numbersKeptTooLong, numbersOutlivedLeave, assumedOrder],
  async play(stage) {
    const room = await Room.open(stage);
    const ana = await room.enter('ana');
    const bo = await room.enter('bo');
    const played = async (sent: number[], heard: number[], facts: Evidence['facts'] = {}) => {
      const told = { played: sent.join(' '), ...facts };
      for (const number of sent) await ana.say(number, `number ${number}`);
      for (const number of heard)
        await bo.hears(number, ana, `number ${number}`, { number, ...told });
      await bo.heardNothingElse(told);
    };
    await played([0, 1, 1, 3, 2, 0], [0, 1, 3, 2]);
    await ana.join();
    await played([3, 4], [4], { rejoined: true });
    await played([65_535, 65_534], [65_535, 65_534]);
    // Numbers come round again: a copy is looked for among the last 64, and no further back.
    const many = Array.from({ length: 64 }, (_, i) => 100 + i);
    await played([...many, 100], many);
    await played([164], [164]);
    await played([100], [100], { among: 'no more' });
    await ana.leave();
    await ana.join();
    await played([164, 100, 164], [164, 100], { among: 'before LEAVE' });
  },
};

export const largestDatagrams: Check = {
  id: 'largest-datagrams',
  title: 'the largest SAID goes through, and what would not fit is dropped',
  points: 1,
  needs: ['keeps-boundaries'],
  lesson: 'how-big-is-a-datagram',
  next: 'A SAID is longer than its SAY. What happens to a send that the kernel refuses?',
  causes: [cutToFit, answeredDropped, droppedNumberKept, echoedToSender],
  async play(stage) {
    await mustCarryLargest(stage.udp);
    const room = await Room.open(stage);
    const ana = await room.enter('ana');
    const bo = await room.enter('bo');
    const most = LARGEST_DATAGRAM - 'xnnlana'.length;
    const [largest, tooLong] = [stage.random.bytes(most), stage.random.bytes(most + 1)];
    await ana.say(0, largest);
    await bo.hears(0, ana, largest);
    // One at a time: several at once would not fit into the receiver's buffer.
    await ana.say(1, tooLong);
    await ana.heardNothingElse({ dropped: most + 1 });
    await ana.say(2, stage.random.bytes(LARGEST_DATAGRAM - 3));
    await ana.heardNothingElse({ dropped: LARGEST_DATAGRAM - 3 });
    await ana.say(3, 'the room goes on');
    await bo.hears(3, ana, 'the room goes on', { tooLong: '1 2' });
    await ana.say(4, tooLong);
    await ana.heardNothingElse({ dropped: most + 1 });
    await ana.say(4, 'shorter'); // what was dropped has used up no number
    await bo.hears(4, ana, 'shorter', { numberOfDropped: true });
  },
};

/** Some systems carry less than 65,507 bytes in a datagram (macOS 9,216 unless it is told otherwise). */
export async function mustCarryLargest(
  udp: (name: string, other?: string) => Promise<UdpActor>,
): Promise<void> {
  const [from, to] = [await udp('probe', 'probe'), await udp('probe', 'probe')];
  try {
    await from.send(Buffer.alloc(LARGEST_DATAGRAM), to.address);
  } catch {
    skip('this system does not send datagrams of 65,507 bytes');
  }
}
