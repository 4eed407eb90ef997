import type { Check } from '../../vocabulary.ts';
import {
  answeredStranger,
  datagramsJoined,
  echoedToSender,
  emptyAsClose,
  OTHER_HOST,
  portAlone,
  refusedOwnName,
  textAsCommand,
  textBecameString,
  toWrongPeer,
  trustedStranger,
} from './causes.ts';
import { sendFromOtherHost } from './ports.ts';
import { Room } from './room.ts';
import { LEAVE, say } from './wire.ts';

export const welcomes: Check = {
  id: 'welcomes',
  title: 'a JOIN is answered by WELCOME, also when it is asked again',
  points: 1,
  lesson: 'no-connection-so-who-is-a-member',
  next: 'Ana asks again because your WELCOME may have been lost. How do you know that it is still Ana?',
  causes: [refusedOwnName],
  async play(stage) {
    const room = await Room.open(stage);
    const ana = await room.enter('ana');
    await ana.join('ana', { again: true });
    const bo = await room.enter('bo');
    await bo.join('bo', { again: true });
  },
};

export const passesOn: Check = {
  id: 'passes-on',
  title: 'what one says is heard by every other, and not by the speaker',
  points: 2,
  needs: ['welcomes'],
  lesson: 'the-protocol',
  next: 'Who is in the room, and who of them is to hear this?',
  causes: [echoedToSender, toWrongPeer],
  async play(stage) {
    const room = await Room.open(stage);
    const people = [await room.enter('ana'), await room.enter('bo'), await room.enter('cy')];
    for (const [number, text] of ['hello', '你好', 'hello'].entries()) {
      for (const speaker of people) {
        await speaker.say(number, text);
        for (const other of people) if (other !== speaker) await other.hears(number, speaker, text);
      }
    }
    for (const person of people) await person.heardNothingElse();
  },
};

export const keepsBoundaries: Check = {
  id: 'keeps-boundaries',
  title: 'one SAY is one SAID, whatever its length',
  points: 2,
  needs: ['passes-on'],
  lesson: 'a-letter-and-a-phone-call',
  next: 'How many messages does one datagram hold, and can one be left over?',
  causes: [textBecameString, datagramsJoined],
  async play(stage) {
    const room = await Room.open(stage);
    const ana = await room.enter('ana');
    const bo = await room.enter('bo');
    const texts = [
      Buffer.from('hello'),
      Buffer.from('byebye'),
      Buffer.alloc(0),
      ...[1024, 2000, 1].map((n) => stage.random.bytes(n)),
    ];
    for (const [number, text] of texts.entries()) await ana.say(number, text);
    for (const [number, text] of texts.entries()) await bo.hears(number, ana, text);
    await bo.heardNothingElse();
  },
};

export const textIsText: Check = {
  id: 'text-is-text',
  title: 'a text that looks like a command is still text',
  points: 1,
  needs: ['passes-on'],
  lesson: 'the-protocol',
  next: 'Which byte says what a datagram is? And which bytes are nobody’s business but the reader’s?',
  causes: [textAsCommand],
  async play(stage) {
    const room = await Room.open(stage);
    const ana = await room.enter('ana');
    const bo = await room.enter('bo');
    const texts = ['LEAVE', 'Q', 'q', '\x03', '\x01bo', 'JOIN cy', 'exit', '/quit', '\n'];
    for (const [number, text] of texts.entries()) {
      await ana.say(number, text);
      await bo.hears(number, ana, text, { text });
    }
    await ana.heardNothingElse();
    await bo.say(0, 'still here?');
    await ana.hears(0, bo, 'still here?', { text: 'all of them' });
  },
};

export const ignoresStrangers: Check = {
  id: 'ignores-strangers',
  title: 'strangers, empty and broken datagrams do not disturb the room',
  points: 2,
  needs: ['passes-on'],
  lesson: 'what-the-grader-plays',
  next: 'What may arrive on a port that everybody can send to?',
  causes: [emptyAsClose, portAlone, trustedStranger, answeredStranger],
  async play(stage) {
    const room = await Room.open(stage);
    const ana = await room.enter('ana');
    const bo = await room.enter('bo');
    const stranger = await room.stranger('stranger');
    const nuisances: [Buffer, string][] = [
      [Buffer.alloc(0), 'empty datagram'],
      [say(0, 'let me in'), 'SAY of a stranger'],
      [LEAVE, 'LEAVE of a stranger'],
      ...['00', '11', '12', '13', '7f41', 'ff', '02', '0200'].map((hex): [Buffer, string] => [
        Buffer.from(hex, 'hex'),
        hex,
      ]),
    ];
    let number = 0;
    for (const [datagram, what] of nuisances) {
      await stranger.send(datagram, what);
      if (what.length < 16 && datagram[0] !== 0x03) await ana.send(datagram, what);
      await ana.say(number, `after ${what}`);
      await bo.hears(number++, ana, `after ${what}`, { after: what });
    }
    // Ana's port at another host is a stranger's.
    const datagrams = [say(number, OTHER_HOST), LEAVE];
    if (await sendFromOtherHost(stage, ana.address, room.address, datagrams)) {
      await ana.say(number, 'still ana');
      await bo.hears(number, ana, 'still ana', { after: OTHER_HOST });
    }
    await stage.turn(); // what a stranger was answered has come by then, before its JOIN
    await stranger.heardNothingElse();
    await bo.heardNothingElse();
  },
};
