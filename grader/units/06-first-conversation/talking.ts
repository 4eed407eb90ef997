import * as reference from '../../../solutions/06-first-conversation.ts';
import {
  type Check,
  fixedLocalPort,
  hostIgnored,
  LOOPBACK,
  noFin,
  observe,
  type Stage,
} from '../../vocabulary.ts';
import {
  blanksTrimmed,
  chunksTakenForLines,
  conversationCutShort,
  decodedPerChunk,
  errorSwallowed,
  gaveUpInTheMiddle,
  newlinesKept,
  resetByServer,
  spokeAfterExit,
  waitsForAnotherEvent,
} from './client-causes.ts';
import { talkElsewhere, talkTwoAtOnce } from './other-servers.ts';
import { answerTo, during, everyHalving, GOODBYE, GREETING, sendApart, utf8 } from './texts.ts';

export const converses: Check = {
  id: 'converses',
  title: 'converse talks until exit and hears every answer',
  points: 2,
  lesson: 'until-exit',
  next: 'What does your client say last? And how does it know that it has heard everything?',
  causes: [
    hostIgnored,
    fixedLocalPort,
    spokeAfterExit,
    noFin,
    decodedPerChunk,
    newlinesKept,
    blanksTrimmed,
    chunksTakenForLines,
    waitsForAnotherEvent,
    conversationCutShort,
    errorSwallowed,
    resetByServer,
    gaveUpInTheMiddle,
  ],
  async play(stage) {
    const whole = [answerTo('Ana'), answerTo('李明'), GOODBYE];
    await talk(stage, ['Ana', '李明', 'exit', 'Bo', 'exit'], whole);
    await talk(stage, ['Ana'], [answerTo('Ana')]);
    await talk(stage, ['exit', 'Ana'], [GOODBYE]);
    await talk(stage, [' Ana Li '], [answerTo(' Ana Li ')]);
    await talk(stage, [], []);
    const answers = Buffer.concat(whole);
    await answersAhead(stage, [GREETING, answers], 'in one event');
    await answersAhead(stage, [Buffer.concat([GREETING, answers])], 'together with the greeting');
    for (const pieces of everyHalving(answers)) {
      await answersAhead(stage, [GREETING, ...pieces], 'in two events');
    }
    await talkTwoAtOnce(stage);
    await talkElsewhere(stage);
    await leavesEarly(stage);
  },
};

const calledWith = (lines: readonly string[]) =>
  `converse({ host, port }, [${lines.map((line) => JSON.stringify(line)).join(', ')}])`;

/** A conversation in which all the answers come before they are asked for, cut into these pieces. */
async function answersAhead(stage: Stage, pieces: Buffer[], answeredAhead: string): Promise<void> {
  const { learner, host, turn, recorder } = stage;
  recorder.forget(); // each conversation is a story of its own
  const lines = ['Ana', '李明', 'exit'];
  const listener = await host();
  const called = learner.call('converse', { ...listener.address }, lines);
  const connection = await listener.accept(called);
  if (connection) {
    await during(calledWith(lines), called, async () => {
      await sendApart(connection, pieces, turn);
      await connection.expect(utf8('Ana\n李明\nexit\n'), { answeredAhead });
    });
    connection.fin();
  }
  (await called).resolves(['你好', '你好, Ana', '你好, 李明', '再见']);
}

/** A conversation in which the server answers each line when it has heard it. */
async function talk(stage: Stage, lines: string[], answers: Buffer[]): Promise<void> {
  const { learner, host, recorder } = stage;
  recorder.forget();
  const listener = await host();
  const called = learner.call('converse', { ...listener.address }, lines);
  const connection = await listener.accept(called);
  if (connection) {
    await during(calledWith(lines), called, async () => {
      await connection.send(GREETING);
      for (const [i, answer] of answers.entries()) {
        await connection.expect(utf8(`${lines[i]}\n`));
        await connection.send(answer);
      }
      if (lines[answers.length - 1] === 'exit') connection.fin();
      await connection.expectToEnd(Buffer.alloc(0));
    });
    connection.fin();
  }
  const heard = Buffer.concat([GREETING, ...answers])
    .toString()
    .split('\n')
    .slice(0, -1);
  (await called).resolves(heard);
}

async function leavesEarly({ learner, host, turn, recorder }: Stage): Promise<void> {
  const lines = ['Ana', 'exit'];
  const gone = await host();
  const address = { ...gone.address };
  await gone.close();
  const refused = await learner.call('converse', address, lines);
  refused.throws('Error', 'ECONNREFUSED, for nobody listens there', { refused: true });

  for (const way of ['FIN', 'RST']) {
    recorder.forget();
    const listener = await host();
    const called = learner.call('converse', { ...listener.address }, lines);
    const connection = await listener.accept(called);
    if (connection) {
      await during(calledWith(lines), called, async () => {
        await connection.send(GREETING);
        await connection.expect(utf8('Ana\n'));
        await connection.send(answerTo('Ana'));
      });
      await turn();
      if (way === 'FIN') connection.fin();
      else connection.reset();
    }
    const told = `${way} came, and exit had no answer`;
    (await called).throws('Error', told, { cutShort: way });
  }
}

export const worksWithReference: Check = {
  id: 'works-with-reference',
  title: 'servers and clients work with others, and with each other',
  points: 1,
  needs: ['reads-to-fin', 'hears-greeting', 'answers-lines', 'converses'],
  lesson: 'what-the-grader-plays',
  next: 'Which of the two sides ended too early?',
  async play({ learner, server, closeAtEnd }) {
    const lines = ['Ana', '李明', 'exit'];
    const heard = ['你好', '你好, Ana', '你好, 李明', '再见'];
    const greeter = await reference.startGreetingServer(LOOPBACK);
    closeAtEnd(() => new Promise((resolve) => greeter.close(resolve)));
    const talker = await reference.startConversationServer(LOOPBACK);
    closeAtEnd(() => new Promise((resolve) => talker.close(resolve)));
    const at = (listening: typeof greeter) => ({
      ...LOOPBACK,
      port: (listening.address() as { port: number }).port,
    });
    (await learner.call('greet', at(greeter))).resolves('你好');
    (await learner.call('converse', at(talker), lines)).resolves(heard);

    const learners = await server('startGreetingServer');
    const visit = reference.greet(learners.address);
    (await observe("the reference's greet, visiting your server", visit)).resolves('你好');
    (await learner.call('greet', { ...learners.address })).resolves('你好');
    const talking = await server('startConversationServer');
    const talk = reference.converse(talking.address, lines);
    (await observe("the reference's converse, talking to your server", talk)).resolves(heard);
    (await learner.call('converse', { ...talking.address }, lines)).resolves(heard);
  },
};
