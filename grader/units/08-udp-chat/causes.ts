import type { Cause, Evidence } from '../../vocabulary.ts';
import { nameOf } from './wire.ts';

/** The bytes that came where others were expected, and what their first byte says they are. */
export function came({ received }: Evidence): { bytes: Buffer; type: string } | undefined {
  if (!received || !('bytes' in received)) return undefined;
  return { bytes: Buffer.from(received.bytes), type: nameOf(received.bytes) };
}

/** What is said from a port that a member has, at another host. */
export const OTHER_HOST = 'from another host';

export function textOfSaid(bytes: Buffer): string {
  return bytes.subarray(4 + (bytes[3] ?? 0)).toString();
}

export const refusedOwnName: Cause = {
  id: 'refused-own-name',
  explain(evidence) {
    if (evidence.facts?.again !== true || came(evidence)?.type !== 'REFUSED') return undefined;
    return `${evidence.facts.name} asked again from the same address, as somebody does whose WELCOME was lost, and was refused the name that is ${evidence.facts.name}'s own.`;
  },
};

export const cutToFit: Cause = {
  id: 'cut-to-fit',
  explain(evidence) {
    const { tooLong, cameInstead } = evidence.facts ?? {};
    const got = came(evidence);
    const numbers = typeof tooLong === 'string' ? tooLong.split(' ').map(Number) : [];
    const number = got?.type === 'SAID' ? got.bytes.readUInt16BE(1) : -1;
    const passedOn = numbers.includes(number) && `Number ${number} was passed on`;
    const what = Number(cameInstead) > 0 ? 'say() sent something all the same' : passedOn;
    if (!what) return undefined;
    return `${what}, and whole it does not fit into a datagram: the text was cut, or split. Half a text is another text.`;
  },
};

export const echoedToSender: Cause = {
  id: 'echoed-to-sender',
  explain(evidence) {
    const got = came(evidence);
    if (got?.type !== 'SAID' || evidence.facts?.left === true) return undefined;
    const speaker = got.bytes.subarray(4, 4 + (got.bytes[3] ?? 0)).toString();
    if (speaker !== evidence.facts?.name) return undefined;
    return `${speaker} heard what ${speaker} had said: the server sends it to everybody in the room, the speaker included.`;
  },
};

export const toWrongPeer: Cause = {
  id: 'reply-to-wrong-peer',
  explain(evidence, { events }) {
    const { expected, facts } = evidence;
    if (facts?.silent !== true || !expected || !('bytes' in expected)) return undefined;
    const hex = Buffer.from(expected.bytes).toString('hex');
    const elsewhere = events.findLast(
      (event) => event.kind === 'datagram' && event.from === 'your server' && event.hex === hex,
    );
    if (!elsewhere) return undefined;
    return `${facts.name} heard nothing; what ${facts.name} was to hear went to ${elsewhere.to}. A room has many members: the sender of the last datagram is just one of them.`;
  },
};

export const datagramsJoined: Cause = {
  id: 'datagrams-joined',
  explain(evidence) {
    const { expected, facts } = evidence;
    if (!expected || !('bytes' in expected)) return undefined;
    const got = came(evidence);
    const begins = got?.bytes.subarray(0, expected.bytes.length).equals(expected.bytes);
    const longer = begins && got?.type === 'SAID' && got.bytes.length > expected.bytes.length;
    if (!longer && facts?.silent !== true) return undefined;
    return 'What had come in several datagrams was put together as if it were a stream. Each datagram is a message of its own: it ends where the datagram ends.';
  },
};

export const textAsCommand: Cause = {
  id: 'text-taken-for-command',
  explain({ facts }) {
    if (typeof facts?.text !== 'string') return undefined;
    return `After the text ${JSON.stringify(facts.text)} the room did not behave as after any other: it was read as a command. What a datagram is stands in its first byte, and nowhere else.`;
  },
};

export const emptyAsClose: Cause = {
  id: 'empty-datagram-as-close',
  explain({ facts }) {
    if (facts?.after !== 'empty datagram') return undefined;
    return 'After an empty datagram somebody was gone. In TCP a read of length 0 means FIN; UDP has no end, and a datagram of length 0 is one that carries nothing.';
  },
};

export const trustedStranger: Cause = {
  id: 'trusted-a-stranger',
  explain(evidence) {
    const got = came(evidence);
    if (got?.type !== 'SAID' || !/stranger/.test(String(evidence.facts?.after))) return undefined;
    if (textOfSaid(got.bytes) !== 'let me in') return undefined;
    return 'Somebody who never joined was passed on to the room. Anybody can send to a UDP port: who is a member is for you to remember.';
  },
};

export const textBecameString: Cause = {
  id: 'text-became-a-string',
  explain(evidence) {
    const { expected } = evidence;
    const got = came(evidence);
    if (got?.type !== 'SAID' || !expected || !('bytes' in expected)) return undefined;
    const due = Buffer.from(expected.bytes);
    if (got.bytes.equals(due) || textOfSaid(got.bytes) !== textOfSaid(due)) return undefined;
    return 'The text went through a string: where its bytes are no UTF-8, toString() puts U+FFFD (ef bf bd) in their place. A server passes bytes on, and need not know what they mean.';
  },
  next: 'Where does your server make a string of what came, and what does it need that for?',
};

export const portAlone: Cause = {
  id: 'port-without-host',
  explain(evidence) {
    const got = came(evidence);
    if (got?.type !== 'SAID' || textOfSaid(got.bytes) !== OTHER_HOST) return undefined;
    return 'Somebody at 127.0.0.2 was taken for ana, who is at 127.0.0.1: the two have the same port. Each host has ports of its own, and an address is both, host and port.';
  },
  next: 'What tells one sender from all others, and which part of it does your table leave out?',
};

export const answeredStranger: Cause = {
  id: 'answered-a-stranger',
  explain(evidence, { events }) {
    if (evidence.facts?.name !== 'stranger' || came(evidence) === undefined) return undefined;
    const asked = events.findIndex(({ from, note }) => from === 'stranger' && note === 'JOIN');
    const answer = events.findIndex(({ to }) => to === 'stranger');
    if (answer < 0 || asked < answer) return undefined;
    return 'The stranger was sent something before it had sent any JOIN. What a stranger sends beside JOIN is ignored, without an answer: its address may be a lie, and the answer then goes to somebody who never asked.';
  },
  next: 'To which datagrams of the table is there an answer at all?',
};

export const roomsShared: Cause = {
  id: 'rooms-share-members',
  explain(evidence) {
    if (evidence.facts?.otherRoom !== true) return undefined;
    const type = came(evidence)?.type;
    if (type === 'REFUSED')
      return 'Two servers of yours were started. The one refused the name ana, which was held in the room of the other: they keep their members in one place.';
    if (type !== 'SAID') return undefined;
    return 'Two servers of yours were started, and what was said in the room of the one was heard in that of the other: they keep their members in one place.';
  },
  next: 'When is the table of members made: once for the program, or once for each server?',
};

export const bindErrorUnheard: Cause = {
  id: 'bind-error-unheard',
  explain({ called, ended, facts }) {
    const died = ended?.reason === 'uncaught' && ended.code === 'EADDRINUSE';
    const pending = facts?.reason === 'unsettled' && called?.startsWith('startChatServer');
    if (!died && !pending) return undefined;
    const heard = died
      ? 'Nobody listened for it, so it ended the process'
      : 'Nothing rejects with it';
    return `Another program had the port. bind() tells that by an 'error' event (EADDRINUSE) in the place of 'listening', and its callback is never called. ${heard}.`;
  },
  next: 'Which two events may follow bind(), and what does your promise do at each of them?',
};
