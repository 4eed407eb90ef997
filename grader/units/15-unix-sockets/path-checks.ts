import type { Check, Stage } from '../../vocabulary.ts';
import { countsCharacters, forgetsTheZero, noLengthCheck, oneLimitForAll } from './causes.ts';
import {
  keepLive,
  mustDraw,
  mustHaveFiles,
  mustHold,
  newFolder,
  placeOfLength,
  start,
} from './place.ts';

/** The longest path on each platform (107 = 108 − 1, 103 = 104 − 1). */
const LIMITS = { linux: 107, darwin: 103, freebsd: 103, openbsd: 103 } as const;
const HERE = process.platform === 'linux' ? LIMITS.linux : LIMITS.darwin;
const FOLDER = '/tmp/app';

/** Names that make paths of so many bytes in FOLDER: of one-, three- and four-byte characters. */
function names(bytes: number): string[] {
  const left = bytes - FOLDER.length - 1;
  const filled = (character: string, size: number) =>
    character.repeat(Math.floor(left / size)) + 'x'.repeat(left % size);
  return [filled('x', 1), filled('好', 3), filled('🎫', 4)];
}

export const buildsPath: Check = {
  id: 'builds-path',
  title: 'socketPath puts a name where its platform wants it',
  points: 2,
  lesson: 'a-name-of-108-bytes',
  next: 'How many bytes does the path take in UTF-8, and how many has this platform for it?',
  causes: [countsCharacters, forgetsTheZero, oneLimitForAll],
  async play({ learner }) {
    const returned = [
      ['/run/app', 'tickets.sock', 'linux', '/run/app/tickets.sock'],
      ['/private/tmp', 'a', 'darwin', '/private/tmp/a'],
      ['/var/run', 'tickets.sock', 'freebsd', '/var/run/tickets.sock'],
      ['C:\\Temp', 'tickets', 'win32', '\\\\.\\pipe\\tickets'],
      [FOLDER, 'x'.repeat(180), 'win32', `\\\\.\\pipe\\${'x'.repeat(180)}`],
    ] as const;
    const called = returned.map(([folder, name, platform]) => {
      return ['socketPath', folder, name, platform] as const;
    });
    for (const [i, answer] of (await learner.calls(called)).entries())
      answer.returns(returned[i]?.[3]);

    const own = process.platform === 'win32' ? '\\\\.\\pipe\\tickets' : '/run/tickets';
    (await learner.call('socketPath', '/run', 'tickets')).returns(own);

    const limits = Object.entries(LIMITS).flatMap(([platform, limit]) =>
      // 107 before 104: where the limit of Linux is taken for all, that tells it.
      [limit, ...(limit < 107 ? [107] : []), limit + 1, limit + 40].flatMap((bytes) =>
        names(bytes).map((name) => ({ platform, limit, bytes, name })),
      ),
    );
    const answers = await learner.calls(
      limits.map(({ name, platform }) => ['socketPath', FOLDER, name, platform]),
    );
    for (const [i, { platform, limit, bytes, name }] of limits.entries()) {
      const place = `${FOLDER}/${name}`;
      const facts = { platform, limit, bytes, characters: place.length };
      if (bytes <= limit) answers[i]?.returns(place, { facts });
      else answers[i]?.throws('RangeError', `${bytes} bytes, of ${limit} on ${platform}`, facts);
    }
  },
};

export const refusesLong: Check = {
  id: 'refuses-long',
  title: 'a path that does not fit is refused before it is used',
  points: 2,
  needs: ['builds-path', 'hands-out', 'draws-ticket'],
  lesson: 'a-name-of-108-bytes',
  next: 'Who measures the path before Node gets it, and in what unit?',
  causes: [noLengthCheck],
  async play(stage) {
    mustHaveFiles();
    const longest = placeOfLength(stage, HERE);
    await start(stage, longest);
    await mustDraw(stage, longest, 1);
    for (const bytes of [HERE + 1, HERE + 20]) {
      await refuseAll(stage, placeOfLength(stage, bytes), bytes);
    }
    const folder = newFolder(stage);
    const wide = `${folder}/${'好'.repeat(Math.ceil((HERE - Buffer.byteLength(folder)) / 3))}`;
    await refuseAll(stage, wide, Buffer.byteLength(wide));
    // What Node 20 and 22 cut the next path to: whoever does not look is now served by another.
    if (process.platform !== 'linux') return;
    const cut = placeOfLength(stage, HERE + 1);
    await keepLive(stage, cut, 7);
    const answer = await stage.learner.call('drawTicket', `${cut}-of-somebody-else`);
    answer.throws('RangeError', 'the path is too long', { tooLong: HERE + 18, from: 'another' });
  },
};

async function refuseAll(stage: Stage, place: string, bytes: number): Promise<void> {
  const { learner } = stage;
  const why = `${bytes} bytes, of ${HERE}`;
  const facts = { tooLong: bytes };
  const started = (await learner.keep('startTicketServer', place)).answer;
  started.throws('RangeError', why, facts);
  for (const name of ['drawTicket', 'probePath'])
    (await learner.call(name, place)).throws('RangeError', why, facts);
  mustHold(started.called, place, [], 'as before');
}
