import {
  addedNewline,
  answeredOnlyAtFin,
  type Check,
  droppedPartOfChunk,
  ignoresBackpressure,
  rangeWithoutItsEnd,
  replyLostAtHalfClose,
  stoppedAfterFirstChunk,
  strippedNewline,
  upperCasedAsText,
  upperCasedLatin1,
} from '../../vocabulary.ts';
import { caseBitOfEveryByte, echoedAsText, zeroByteAsEnd } from './causes.ts';

const TEXTS = ['hello\n', 'two words ', '\r\n', '你好', 'Straße'];

export const echoesBytes: Check = {
  id: 'echoes-bytes',
  title: 'bytes come back as they went',
  points: 2,
  needs: ['listens'],
  lesson: 'a-chunk-is-not-a-message',
  next: 'How often does a socket have data for you before the client is done?',
  causes: [addedNewline, strippedNewline, answeredOnlyAtFin, stoppedAfterFirstChunk, echoedAsText],
  async play({ server, random }) {
    const echo = await server('startEchoServer');
    for (const bytes of [...TEXTS.map((text) => Buffer.from(text)), random.bytes(16)]) {
      const client = await echo.connect();
      await client.send(bytes);
      await client.expectAtOnce(bytes);
      for (const byte of bytes) {
        await client.send(Buffer.of(byte));
        await client.expectAtOnce(Buffer.of(byte));
      }
      await client.finish();
    }
  },
};

export const echoesAll: Check = {
  id: 'echoes-all',
  title: '1 MiB of random bytes comes back whole',
  points: 2,
  needs: ['echoes-bytes'],
  lesson: 'a-chunk-is-not-a-message',
  next: 'Which part of the answer is missing or changed, and what had your server to do with it?',
  causes: [zeroByteAsEnd, droppedPartOfChunk, echoedAsText],
  async play({ server, random }) {
    const echo = await server('startEchoServer');
    const client = await echo.connect();
    const bytes = random.bytes(1024 * 1024);
    await client.send(bytes);
    await client.expect(bytes);
    await client.finish();
  },
};

export const upperCasesAscii: Check = {
  id: 'upper-cases-ascii',
  title: 'the upper-case server answers a–z with A–Z',
  points: 2,
  needs: ['listens'],
  lesson: 'bytes-not-strings',
  next: 'Which bytes are a–z?',
  causes: [
    rangeWithoutItsEnd,
    caseBitOfEveryByte,
    addedNewline,
    strippedNewline,
    answeredOnlyAtFin,
    stoppedAfterFirstChunk,
  ],
  async play({ server }) {
    const upper = await server('startUpperCaseServer');
    const client = await upper.connect();
    const text = 'abcdefghijklmnopqrstuvwxyz, Hello {~@[`} 123\n';
    for (const character of text) {
      await client.send(Buffer.from(character));
      await client.expectAtOnce(Buffer.from(character.toUpperCase()));
    }
    await client.send(Buffer.from(text));
    await client.expectAtOnce(Buffer.from(text.toUpperCase()));
    await client.finish();
  },
};

const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

export const keepsOtherBytes: Check = {
  id: 'keeps-other-bytes',
  title: 'every byte other than a–z comes back as it was',
  points: 2,
  needs: ['upper-cases-ascii'],
  lesson: 'bytes-not-strings',
  next: 'Which bytes are a–z, and what do you do with all the others?',
  causes: [upperCasedAsText, upperCasedLatin1],
  async play({ server, random }) {
    const upper = await server('startUpperCaseServer');
    const texts = ['Straße', '你好, wörld', 'ı ﬁ ŉ'].map((text) => Buffer.from(text));
    for (const bytes of [...texts, ALL_BYTES, random.bytes(64)]) {
      const expected = Buffer.from(
        bytes.map((byte) => (byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte)),
      );
      const client = await upper.connect();
      await client.send(bytes);
      await client.expect(expected);
      await client.finish();
    }
    const client = await upper.connect();
    await client.sendOneByOne(Buffer.from('Straße'));
    await client.expect(Buffer.from('STRAßE'));
    await client.finish();
  },
};

export const answersAfterFin: Check = {
  id: 'answers-after-fin',
  title: 'all that came before FIN is answered after it',
  points: 2,
  needs: ['echoes-all', 'upper-cases-ascii'],
  lesson: 'after-the-clients-fin',
  next: 'Your side learns of the FIN while answers are still on their way. Who ends your half, and when?',
  causes: [replyLostAtHalfClose, ignoresBackpressure, echoedAsText],
  async play({ server, random }) {
    for (const name of ['startEchoServer', 'startUpperCaseServer']) {
      const learners = await server(name);
      for (const length of [0, 1, 64, 256 * 1024]) {
        const bytes = Buffer.from(random.bytes(length).map((byte) => 0x20 | (byte & 0x1f))); // no letters
        const client = await learners.connect();
        client.peer.pause();
        const sent = client.send(bytes);
        client.fin();
        client.peer.resume();
        await sent;
        await client.expectToEnd(bytes);
      }
    }
  },
};
