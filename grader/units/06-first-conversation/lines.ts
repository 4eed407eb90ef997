import {
  answeredOnlyAtFin,
  type Check,
  Failure,
  noFin,
  strippedNewline,
} from '../../vocabulary.ts';
import {
  chunkTakenForLine,
  exitEndsTheServer,
  exitInsideALine,
  halfLineAnswered,
  leftoverTakenForLine,
  resetInsteadOfFin,
} from './server-causes.ts';
import { answerTo, everyCut, everyHalving, GOODBYE, GREETING, sendApart, utf8 } from './texts.ts';

export const answersLines: Check = {
  id: 'answers-lines',
  title: 'each line gets its answer, and exit gets 再见 and FIN',
  points: 2,
  needs: ['greets'],
  lesson: 'until-exit',
  next: 'What does your server do with a line, and what with the line exit? For whom does that end?',
  causes: [exitEndsTheServer, noFin, answeredOnlyAtFin],
  async play({ server, turn }) {
    const talker = await server('startConversationServer');
    for (const visit of ['grader', 'the next client']) {
      await turn(); // a listener that is closed with a conversation is closed by now
      const client = await talker.connect(visit);
      await client.expect(GREETING);
      for (const line of ['Ana', '李明', '', '你好']) {
        await client.send(utf8(`${line}\n`));
        await client.expectAtOnce(answerTo(line));
      }
      await client.send(utf8('exit\n'));
      await client.expectToEnd(GOODBYE);
      client.fin();
    }
  },
};

export const linesAnySplit: Check = {
  id: 'lines-any-split',
  title: 'a line is found wherever the stream was cut',
  points: 2,
  needs: ['answers-lines'],
  lesson: 'an-event-is-not-a-message',
  next: 'What does your server keep when an event ends before its line does? And when it holds two?',
  causes: [chunkTakenForLine, leftoverTakenForLine, strippedNewline],
  async play({ server, random, turn }) {
    const talker = await server('startConversationServer');
    const long = ['李明', '🙂', ' Ana Li ', 'ü'];
    const bytesOf = (lines: readonly string[]) =>
      utf8([...lines, 'exit'].map((line) => `${line}\n`).join(''));
    const played: [lines: string[], pieces: Buffer[]][] = [
      [['Ana', 'Bo'], [bytesOf(['Ana', 'Bo'])]],
      [['Ana'], [utf8('An'), utf8('a\nexit\n')]],
      ...everyCut(bytesOf([])).map((pieces): [string[], Buffer[]] => [[], pieces]),
      ...everyHalving(bytesOf(long)).map((pieces): [string[], Buffer[]] => [long, pieces]),
      [long, [...bytesOf(long)].map((byte) => Buffer.of(byte))],
      ...[3, 5, 8, 13].map((n): [string[], Buffer[]] => [long, random.cut(bytesOf(long), n)]),
    ];
    for (const [lines, pieces] of played) {
      const client = await talker.connect();
      await client.expect(GREETING);
      await sendApart(client, pieces, turn);
      const facts = { pieces: pieces.map((piece) => piece.toString('hex')).join(' ') };
      await client.expectToEnd(Buffer.concat([...lines.map(answerTo), GOODBYE]), facts);
      client.fin();
    }
  },
};

export const endsOnExit: Check = {
  id: 'ends-on-exit',
  title: 'exit ends the conversation, and so does FIN without it',
  points: 2,
  needs: ['many-clients'],
  lesson: 'leaving-end-or-destroy',
  next: 'Is that line exit? And of what comes behind it, or without a newline: what is read, and what answered?',
  causes: [exitInsideALine, resetInsteadOfFin, halfLineAnswered],
  async play({ server, random, turn }) {
    const talker = await server('startConversationServer');
    const client = await talker.connect();
    await client.expect(GREETING);
    for (const line of ['exits', 'no exit', 'Exit', ' exit', 'exit ']) {
      await client.send(utf8(`${line}\n`));
      await client.expect(answerTo(line), { line });
    }
    await client.send(utf8('exit\nAna\nexit\n'));
    await client.expectToEnd(GOODBYE);
    // Its FIN has come, ours has not: what we say now is to be read all the same.
    for (const more of [random.bytes(4096), utf8('Bo\n'), utf8('exit\n')]) {
      await sendApart(client, [more], turn);
    }
    const { peer } = client;
    if (peer.socket.errored) {
      throw new Failure({
        expected: { text: 'a server that reads to the FIN of the client, also behind its own' },
        received: { text: 'RST, when the client said more' },
        facts: { name: peer.name, resetAfterExit: true },
      });
    }
    client.fin();

    const without: [said: string, heard: Buffer][] = [
      ['Ana\nBo\n', Buffer.concat([answerTo('Ana'), answerTo('Bo')])],
      ['', Buffer.alloc(0)],
      ['Ana', Buffer.alloc(0)],
      ['Ana\nBo', answerTo('Ana')],
      ['exit', Buffer.alloc(0)],
    ];
    for (const [said, heard] of without) {
      const leaver = await talker.connect();
      await leaver.expect(GREETING);
      const sent = leaver.send(utf8(said));
      leaver.fin();
      await sent;
      await leaver.expectToEnd(heard, { unfinished: said.slice(said.lastIndexOf('\n') + 1) });
    }
  },
};
