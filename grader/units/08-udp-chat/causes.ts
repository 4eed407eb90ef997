import { type Cause, countBytes, type Evidence } from '../../vocabulary.ts';
import { nameOf } from './wire.ts';

/** The bytes that came where others were expected, and what their first byte says they are. */
function came({ received }: Evidence): { bytes: Buffer; type: string } | undefined {
  if (!received || !('bytes' in received)) return undefined;
  return { bytes: Buffer.from(received.bytes), type: nameOf(received.bytes) };
}

function textOfSaid(bytes: Buffer): string {
  return bytes.subarray(4 + (bytes[3] ?? 0)).toString();
}

export const refusedOwnName: Cause = {
  id: 'refused-own-name',
  explain(evidence) {
    if (evidence.facts?.again !== true || came(evidence)?.type !== 'REFUSED') return undefined;
    return `${evidence.facts.name} asked again from the same address, as somebody does whose WELCOME was lost, and was refused the name that is ${evidence.facts.name}'s own.`;
  },
};

export const charactersCounted: Cause = {
  id: 'characters-counted',
  explain({ facts }) {
    if (facts?.welcomed !== true || !/characters/.test(String(facts.why))) return undefined;
    return `The name was welcomed, though ${facts.why}. A limit in a protocol counts what is on the wire: bytes.`;
  },
};

export const invalidNameAccepted: Cause = {
  id: 'invalid-name-accepted',
  explain({ facts }) {
    if (facts?.welcomed !== true || !/not UTF-8/.test(String(facts.why))) return undefined;
    return 'A name that is no UTF-8 was welcomed. toString() refuses no bytes: it puts U+FFFD (�) where they make no character.';
  },
};

export const ignoredCase: Cause = {
  id: 'names-compared-without-case',
  explain(evidence) {
    if (evidence.facts?.caseMatters !== true || came(evidence)?.type !== 'REFUSED')
      return undefined;
    return 'Ana was refused while ana was in the room. Names are compared byte for byte: A is 41 and a is 61, so these are two names.';
  },
};

export const oldNameKept: Cause = {
  id: 'old-name-kept',
  explain(evidence) {
    const got = came(evidence);
    const { freed, from, nextFrom } = evidence.facts ?? {};
    if (freed !== undefined && got?.type === 'REFUSED') {
      return `The address that had joined as ${freed} has another name now, and ${freed} was refused to somebody else. Nobody is called ${freed} any more: a new name takes the old one’s place.`;
    }
    if (from !== 'zoe') return undefined;
    const name = got?.bytes.subarray(4, 4 + (got.bytes[3] ?? 0)).toString();
    if (nextFrom !== 'ana' && (got?.type !== 'SAID' || name !== 'ana')) return undefined;
    return 'The address had joined as zoe, and what it said was passed on as by ana: the old name was kept. Who is behind an address may change.';
  },
};

export const oldNumbersKept: Cause = {
  id: 'old-numbers-kept',
  explain({ facts }) {
    if (facts?.nextFrom !== 'zoe') return undefined;
    return "zoe's number 0 was not passed on, and number 1 after it was: ana had sent a number 0 from that address before. Ana is gone, and zoe's numbers are her own.";
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

export const answeredDropped: Cause = {
  id: 'answered-what-is-dropped',
  explain(evidence) {
    const { dropped } = evidence.facts ?? {};
    if (dropped === undefined || came(evidence)?.type !== 'REFUSED') return undefined;
    return `A text of ${countBytes(Number(dropped))} was answered by REFUSED. A SAY has no answer in this protocol: REFUSED answers a JOIN.`;
  },
};

export const ownLimit: Cause = {
  id: 'limit-of-its-own',
  explain({ facts, received }) {
    const error = received && 'text' in received ? received.value : undefined;
    if (facts?.tooLong !== true || typeof error !== 'object' || error === null) return undefined;
    if (!('code' in error) || error.code !== '') return undefined;
    return 'say() rejected with an error that has no code, so it is not the kernel’s, whose code is EMSGSIZE. How much a datagram carries the kernel knows; it differs from system to system.';
  },
};

export const swallowedSendError: Cause = {
  id: 'send-error-swallowed',
  explain({ facts, received }) {
    if (
      facts?.tooLong !== true ||
      facts.cameInstead !== 0 ||
      !received ||
      !('text' in received) ||
      !received.text.startsWith('undefined')
    )
      return undefined;
    return 'say() resolved, and nothing arrived: the kernel takes no datagram of that length. The callback of send() is called in any case, and its first argument says how it went.';
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
    const longer = got?.type === 'SAID' && got.bytes.length > expected.bytes.length;
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

export const keptThoseWhoLeft: Cause = {
  id: 'kept-those-who-left',
  explain(evidence) {
    if (evidence.facts?.left !== true) return undefined;
    const got = came(evidence);
    if (got?.type === 'SAID') return 'ana had left, and was still sent what the room said.';
    return got?.type === 'REFUSED' ? 'ana had left, and the name is still held.' : undefined;
  },
};

export const passedOnTwice: Cause = {
  id: 'passed-on-twice',
  explain(evidence) {
    const got = came(evidence);
    const { played, number } = evidence.facts ?? {};
    if (got?.type !== 'SAID' || played === undefined) return undefined;
    const again = got.bytes.readUInt16BE(1);
    const before = String(played).split(' ').map(Number);
    if (again === number || before.indexOf(again) === before.lastIndexOf(again)) return undefined;
    return `The numbers sent were ${played}: number ${again} came twice, as a network may deliver it, and was passed on twice.`;
  },
};

export const assumedOrder: Cause = {
  id: 'assumed-order',
  explain(evidence) {
    const { played, number } = evidence.facts ?? {};
    if (played === undefined || number === undefined) return undefined;
    return `The numbers sent were ${played}: number ${number} came late, and is missing. A lower number than the last is no copy: it took another way.`;
  },
};

export const neverAskedAgain: Cause = {
  id: 'never-asked-again',
  explain({ facts }) {
    if (facts?.lost !== 'WELCOME') return undefined;
    return 'The answer was lost on the way, and joinChat() did not ask again. The network tells nobody that it lost something.';
  },
};

export const neverRefused: Cause = {
  id: 'never-gave-up',
  explain({ facts }) {
    if (facts?.gaveUp !== false) return undefined;
    return 'Nobody answered, and joinChat() did not come to an end by an error.';
  },
};

export const lostBeforeNext: Cause = {
  id: 'message-lost-before-next',
  explain({ facts }) {
    if (facts?.early !== true && facts?.reason !== 'unsettled') return undefined;
    return 'What came before somebody asked for it is gone: an event that no listener hears is not kept by anybody.';
  },
};

export const trustedAnySource: Cause = {
  id: 'trusted-any-source',
  explain({ facts, received }) {
    const text = received && 'text' in received ? received.text : '';
    if (!/intruder|I am not the server|before/.test(text) && facts?.intruder !== true)
      return undefined;
    return 'A datagram of somebody else was taken for one of the server’s: everybody who knows the port can send to it.';
  },
};

export const assumedLittleEndian: Cause = {
  id: 'little-endian',
  explain(evidence) {
    const got = came(evidence);
    const { expected } = evidence;
    if (got?.type !== 'SAY' || !expected || !('bytes' in expected)) return undefined;
    const swapped = Buffer.from(expected.bytes);
    swapped.subarray(1, 3).swap16();
    if (!got.bytes.equals(swapped)) return undefined;
    return 'The number has its low byte first. The protocol, as all of them on the Internet, puts the high byte first (big-endian, "network byte order").';
  },
};

export const caseSensitiveQ: Cause = {
  id: 'case-sensitive-q',
  explain(evidence) {
    const { how } = evidence.facts ?? {};
    const got = came(evidence);
    if ((how !== 'q' && how !== 'Q') || got?.type !== 'SAY') return undefined;
    return `${how} was said to the room as a text; ${how === 'q' ? 'Q' : 'q'} leaves. People type both.`;
  },
};

export const keptAsking: Cause = {
  id: 'kept-asking',
  explain({ facts }) {
    if (facts?.keptAsking === undefined) return undefined;
    return 'JOIN was sent again after joinChat() had resolved: what repeats it goes on although the answer has come.';
  },
};
