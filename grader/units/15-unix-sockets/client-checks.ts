import { type Check, Failure, neverSettles, PathListener, type Stage } from '../../vocabulary.ts';
import {
  clientLeavesOpen,
  firstChunkIsAnswer,
  takesAnyLine,
  waitsBehindTheLine,
} from './causes.ts';
import { leaveStale, mustReject, newPlace, WINDOWS } from './place.ts';

/** What a server sends to a client, in which pieces, and whether it ends its side after that. */
interface Scene {
  pieces: readonly string[];
  fin: boolean;
}

export const drawsTicket: Check = {
  id: 'draws-ticket',
  title: 'drawTicket draws one number, in however many chunks it comes',
  points: 2,
  lesson: 'what-the-grader-plays',
  next: 'How does the client know that the number is whole, and that there will be none?',
  causes: [firstChunkIsAnswer, takesAnyLine, waitsBehindTheLine, clientLeavesOpen, neverSettles],
  async play(stage) {
    const { learner, random } = stage;
    const large = String(random.integer(10_000_000, 99_999_999));
    const numbers: [number, Scene][] = [
      [4, { pieces: ['4\n'], fin: false }],
      [17, { pieces: ['1', '7\n'], fin: false }],
      [120, { pieces: ['120', '\n'], fin: false }],
      [Number(large), { pieces: [...large, '\n'], fin: true }],
    ];
    for (const [number, scene] of numbers) {
      const answer = await draw(stage, scene);
      answer.resolves(number, { facts: { pieces: scene.pieces.length } });
    }
    for (const [text, fin] of [
      ['', true],
      ['12', true],
      ['busy\n', true],
      ['3 left\n', true],
      ['\n', true],
      ['1e3\n', true],
      ['0x10\n', true],
      ['-1\n', true],
      ['1.0\n', true],
      // A server that speaks another language and waits for more.
      ['busy\n', false],
    ] as const) {
      const answer = await draw(stage, { pieces: text === '' ? [] : [text], fin }, text);
      const said = text === '' ? 'nothing' : JSON.stringify(text);
      answer.throws('Error', `the server said ${said}${fin ? ' and ended' : ''}`, { said: text });
    }
    const free = newPlace(stage);
    mustReject(await learner.call('drawTicket', free), free, 'ENOENT', 'nothing is there');
    if (WINDOWS) return;
    const stale = newPlace(stage);
    await leaveStale(stale);
    const refused = await learner.call('drawTicket', stale);
    mustReject(refused, stale, 'ECONNREFUSED', 'nobody listens there');
  },
};

/** One call of the client, to a server that plays this scene; `said` is a line that it has to refuse. */
async function draw(stage: Stage, scene: Scene, said?: string) {
  try {
    return await play(stage, scene, said !== undefined);
  } catch (error) {
    if (!(error instanceof Failure) || said === undefined) throw error;
    throw error.with({ facts: { said } });
  }
}

async function play(stage: Stage, { pieces, fin }: Scene, refused: boolean) {
  stage.recorder.forget(); // each round is a story of its own
  const place = newPlace(stage);
  const listener = await PathListener.listen(stage, place);
  const called = stage.learner.call('drawTicket', place);
  const connection = await listener.accept(0, called);
  await connection?.expect(Buffer.from('\n'));
  for (const piece of pieces) {
    await connection?.send(Buffer.from(piece));
    await stage.turn();
  }
  if (fin) connection?.fin();
  const answer = await called;
  if (!answer.error) await connection?.expectClosed('a client that closes when it has its number');
  else if (refused && !fin) await connection?.expectClosed('a client that closes what it refuses');
  return answer;
}
