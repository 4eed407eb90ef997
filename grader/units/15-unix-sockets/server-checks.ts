import fs from 'node:fs';
import path from 'node:path';
import { type Check, connectToPath, Failure, type Stage } from '../../vocabulary.ts';
import {
  alwaysUnlinks,
  answersTooLate,
  deletesAFile,
  expectsRemoteAddress,
  fixedName,
  leaverClosesServer,
  leaverEndsAll,
  neverUnlinks,
  numberPerChunk,
  numberPerClient,
  outsideOfFolder,
  servesNowhere,
} from './causes.ts';
import {
  keepLive,
  leaveKilled,
  leaveStale,
  mustDraw,
  mustHaveFiles,
  mustReject,
  newPlace,
  start,
  WINDOWS,
} from './place.ts';

export const handsOut: Check = {
  id: 'hands-out',
  title: 'a server on a path hands out one number for each newline',
  points: 2,
  lesson: 'three-families-one-interface',
  next: 'What does your server owe to each newline, to each client, and to those who leave?',
  causes: [
    leaverEndsAll,
    leaverClosesServer,
    answersTooLate,
    fixedName,
    outsideOfFolder,
    expectsRemoteAddress,
    numberPerClient,
    numberPerChunk,
  ],
  async play(stage) {
    const place = newPlace(stage);
    const kept = await start(stage, place);
    const address = (await stage.learner.ask(kept, 'address')).value;
    const ana = await reach(stage, place, address);
    const bo = await connectToPath(stage, place, { name: 'bo' });
    const say = async (who: typeof ana, text: string, answer: string, facts = {}) => {
      await who.send(Buffer.from(text));
      await who.expect(Buffer.from(answer), facts);
    };
    await say(ana, '\n', '1\n');
    await say(bo, '\n', '2\n', { drawnByOthers: 1 });
    await say(ana, 'one more\nand another\n', '3\n4\n', { newlines: 2 });
    await bo.send(Buffer.from('not yet'));
    await say(ana, '\n\n\n', '5\n6\n7\n', { newlines: 3 });
    await say(bo, ', now\r\n', '8\n');
    await say(ana, '\n'.repeat(20), numbers(9, 28), { newlines: 20 });

    const drawn = WINDOWS ? 28 : await askAndEnd(stage, place, 29);
    await leaveUnread(stage, place, drawn);
  },
};

/** A client that has nothing more to say once it has asked. (A named pipe of Windows has no halves.) */
async function askAndEnd(stage: Stage, place: string, number: number): Promise<number> {
  const brief = await connectToPath(stage, place, { name: 'eli' });
  await brief.send(Buffer.from('\n'));
  brief.fin();
  await brief.expect(Buffer.from(`${number}\n`), { halfEnded: true });
  await brief.peer.close();
  return number;
}

/** What goes wrong from here on comes after a client has left. */
async function leaveUnread(stage: Stage, place: string, drawn: number): Promise<void> {
  stage.recorder.forget(); // what came before is another story
  try {
    // Both leave without their answers: one before they can be written, the other when they have come.
    for (const pause of [false, true]) {
      const leaver = await connectToPath(stage, place, { name: 'cem' });
      leaver.peer.pause();
      await leaver.send(Buffer.from('\n'));
      if (pause) await stage.turn();
      await leaver.peer.close();
      await stage.turn();
    }
    // Whether the numbers of those who left were drawn, nobody can tell.
    const late = await connectToPath(stage, place, { name: 'dea' });
    await late.send(Buffer.from('\n'));
    await late.peer.receive(3);
    const possible = [1, 2, 3].map((more) => `${drawn + more}\n`);
    if (!possible.includes(String(late.peer.received)))
      await late.expect(Buffer.from(`${drawn + 3}\n`));
  } catch (error) {
    throw error instanceof Failure ? error.with({ facts: { left: true } }) : error;
  }
}

function numbers(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, i) => `${first + i}\n`).join('');
}

/** The first connection: where there is none, the address of the server tells why. */
async function reach(stage: Stage, place: string, address: unknown) {
  try {
    return await connectToPath(stage, place, { name: 'ana' });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const elsewhere = typeof address === 'string' && address !== place ? address : '';
    const called = error.evidence.called ?? `startTicketServer("${place}")`;
    throw error.with({ called, ...(elsewhere ? { facts: { elsewhere } } : {}) });
  }
}

export const takesOver: Check = {
  id: 'takes-over',
  title: 'the socket of a server that was killed is replaced',
  points: 2,
  needs: ['hands-out'],
  lesson: 'a-name-that-outlives-its-server',
  next: 'What does the kernel answer to listen() where a name is left over, and what is to be done with it?',
  causes: [neverUnlinks, outsideOfFolder],
  async play(stage) {
    mustHaveFiles();
    const killed = newPlace(stage);
    await leaveKilled(stage, killed);
    await start(stage, killed);
    await mustDraw(stage, killed, 1);
    await mustDraw(stage, killed, 2);
    const stale = newPlace(stage);
    await leaveStale(stale);
    await start(stage, stale);
    await mustDraw(stage, stale, 1);
  },
};

export const keepsLive: Check = {
  id: 'keeps-live',
  title: 'a server that lives keeps its place',
  points: 2,
  needs: ['hands-out'],
  lesson: 'a-name-that-outlives-its-server',
  next: 'What do you know of the one who stands there, before you remove its name?',
  causes: [servesNowhere, alwaysUnlinks, outsideOfFolder],
  async play(stage) {
    const { learner } = stage;
    const others = newPlace(stage);
    await keepLive(stage, others, 41);
    const refused = await learner.keep('startTicketServer', others);
    mustReject(refused.answer, others, 'EADDRINUSE', 'a server lives there');
    await mustDraw(stage, others, 41, { other: 'the other server', facts: { lostLive: true } });

    stage.recorder.forget(); // the second is a story of its own
    const own = newPlace(stage);
    await start(stage, own);
    await mustDraw(stage, own, 1);
    const second = await learner.keep('startTicketServer', own);
    mustReject(second.answer, own, 'EADDRINUSE', 'your own server lives there');
    await mustDraw(stage, own, 2, { facts: { lostLive: true } });

    const nowhere = path.join(path.dirname(own), 'missing', 'tickets.sock');
    const { answer } = await learner.keep('startTicketServer', nowhere);
    const noFolder = !fs.existsSync(path.dirname(nowhere));
    answer.throws('Error', 'there is no such folder', { noFolder });
  },
};

const LETTERS = 'Dear Ana,\nthe tickets are yours.\n';

/** Things that are no sockets, each made at a path; a text tells whether it is still the same. */
const THINGS: { what: string; make(place: string): Promise<void> | void }[] = [
  { what: 'a text file', make: (place) => fs.writeFileSync(place, LETTERS) },
  { what: 'an empty file', make: (place) => fs.writeFileSync(place, '') },
  { what: 'a folder', make: (place) => fs.mkdirSync(place) },
  {
    what: 'a symbolic link to a stale socket',
    async make(place) {
      await leaveStale(`${place}.target`);
      fs.symlinkSync(`${place}.target`, place);
    },
  },
  {
    what: 'a symbolic link to nothing',
    make: (place) => fs.symlinkSync(`${place}.target`, place),
  },
];

export { THINGS };

/** What stands at a place, so that it can be compared. */
export function stateOf(place: string): string {
  const status = fs.lstatSync(place, { throwIfNoEntry: false });
  if (!status) return 'nothing';
  const text = status.isFile() ? `, ${JSON.stringify(fs.readFileSync(place, 'utf8'))}` : '';
  const kind = [
    status.isFile() ? 'a file' : '',
    status.isDirectory() ? 'a folder' : '',
    status.isSymbolicLink() ? 'a symbolic link' : '',
    status.isSocket() ? 'a socket' : '',
  ].join('');
  return `${kind}${text}`;
}

export const keepsOthers: Check = {
  id: 'keeps-others',
  title: 'what is no socket stays as it was',
  points: 2,
  needs: ['probes-other', 'keeps-live'],
  lesson: 'who-stands-there',
  next: 'ECONNREFUSED has two meanings. What tells them apart?',
  causes: [deletesAFile, outsideOfFolder],
  async play(stage) {
    mustHaveFiles();
    for (const { what, make } of THINGS) {
      const place = newPlace(stage);
      await make(place);
      const before = stateOf(place);
      const { answer } = await stage.learner.keep('startTicketServer', place);
      const after = stateOf(place);
      if (after !== before) {
        throw new Failure({
          called: `${answer.called}, where ${what} stood`,
          expected: { text: `${before}, as before` },
          received: { text: after },
          facts: { what, deleted: true },
        });
      }
      mustReject(answer, place, 'EADDRINUSE', `${what} stands there`);
    }
  },
};
