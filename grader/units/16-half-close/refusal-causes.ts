import { bothBytes, type Cause, countBytes } from '../../vocabulary.ts';
import { TOO_LONG } from './play.ts';

/** Refusals: who was refused wrongly, not told, not read on, or kept for ever. */

export const noLimit: Cause = {
  id: 'no-limit',
  explain({ facts, received }) {
    if (facts?.early !== true || facts.ending !== 'open') return undefined;
    if (!received || !('bytes' in received) || received.bytes.length > 0) return undefined;
    return 'The question is longer than mostBytes, and your server goes on waiting for its FIN. Whoever never sends one may fill your memory.';
  },
};

export const unreadBecameReset: Cause = {
  id: 'unread-became-reset',
  explain({ facts }) {
    if (facts?.resetWhileSending !== true) return undefined;
    return 'The client was still sending. Your socket was closed in both directions, not in yours alone, and the kernel answers bytes that nobody will ever read with RST. A client that hears of the RST first may never see the refusal.';
  },
};

export const stoppedReading: Cause = {
  id: 'stopped-reading',
  explain({ facts }) {
    if (facts?.stopped === undefined) return undefined;
    return 'Your side stopped reading. The buffers between the two are full, so the client cannot send on, and will never come to its FIN. What is not wanted has to be read all the same, and dropped.';
  },
};

export const keepsWhatIsDropped: Cause = {
  id: 'keeps-what-is-dropped',
  explain({ facts }) {
    if (typeof facts?.grown !== 'number') return undefined;
    return `${facts.name} was refused, and your process grew by nearly as much as ${facts.name} sent afterwards. Each chunk is read, as it has to be, and something keeps it: so a refused client may fill your memory just as one that is not refused at all.`;
  },
  next: 'What does your listener do with a chunk, in which order, and which of that has a refused client no use for?',
};

export const sharedCount: Cause = {
  id: 'shared-count',
  explain({ facts }) {
    if (facts?.refusedLater !== true) return undefined;
    return `client 1 had sent just as many bytes, on a connection of its own, and was served. ${facts.name} was refused for as many. A count that is kept where all clients share it goes on from what others have sent.`;
  },
  next: 'Where does the variable stand that counts the bytes, and how often is it made?',
};

export const refusedExactlyMost: Cause = {
  id: 'refused-exactly-most',
  explain({ facts }) {
    if (facts?.exactly === undefined || facts.heard !== String(TOO_LONG)) return undefined;
    return `${facts.name} sent ${countBytes(Number(facts.exactly))}, which is mostBytes, and heard "too long". mostBytes is the longest question that is allowed: only a byte more is too long.`;
  },
  next: 'What does your comparison say of a question that is just as long as the limit?',
};

export const refusalWithoutFin: Cause = {
  id: 'refusal-without-fin',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { early, ending } = evidence.facts ?? {};
    if (early !== true || ending !== 'open' || !received || !expected?.equals(received))
      return undefined;
    return 'The refusal came, and FIN behind it did not. The client that reads to your FIN waits for it, and you wait for its own.';
  },
  next: 'What tells a client that these 9 bytes are all that it will get, and when can you send that?',
};

export const noNewline: Cause = {
  id: 'refusal-without-newline',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected?.equals(TOO_LONG) || !received?.equals(TOO_LONG.subarray(0, -1)))
      return undefined;
    return 'The refusal has 9 bytes, and these are the first 8: a newline (0a) ends it.';
  },
  next: 'What are the bytes of the refusal, one by one, by the lesson and by your code?',
};

export const resetBehindRefusal: Cause = {
  id: 'reset-behind-refusal',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { resetBehind, early, ending } = evidence.facts ?? {};
    const heard = early === true && ending === 'rst' && received !== undefined;
    if (resetBehind !== true && !(heard && expected?.equals(received))) return undefined;
    const diagram = resetBehind
      ? ' (Node may tell an RST that comes together with bytes as an end: the FIN in the diagram is that. The kernel does not know the connection any more.)'
      : '';
    return `An RST came right behind the ${countBytes(TOO_LONG.length)}.${diagram} On a real network it may erase the refusal before it is read.`;
  },
};

export const askedThoughRefused: Cause = {
  id: 'asked-though-refused',
  explain({ facts }) {
    if (facts?.refused !== true || facts.askedEarly !== true) return undefined;
    return `${facts.name} was told "too long", and its FIN came behind. 'end' is emitted for a question that was refused as for any other, and reply() was called then.`;
  },
  next: "What does your 'end' listener know of the question: whole, or refused?",
};

/** Lingering. */

export const lingersForEver: Cause = {
  id: 'lingers-for-ever',
  explain({ facts }) {
    if (facts?.gone !== false) return undefined;
    return 'Your FIN has gone, and the other one is waited for without end. A client that never sends it keeps a socket of yours for as long as it likes.';
  },
};

export const idleClock: Cause = {
  id: 'idle-clock',
  explain({ facts }) {
    if (facts?.gone !== false || facts.heard !== 'reset') return undefined;
    return 'client 1, refused as well, fell silent and was reset. client 2 sent a byte every few ms and was not: your clock begins again with each byte, as an idle timeout does. So whoever likes keeps your socket.';
  },
  next: 'What starts your clock, and what may set it back?',
};

export const resetTooSoon: Cause = {
  id: 'reset-too-soon',
  explain({ facts }) {
    const { gone, took, lingerMs } = facts ?? {};
    if (gone !== true || Number(took) >= Number(lingerMs) - 5) return undefined;
    return `client 2 was given ${took} ms and was to have ${lingerMs}. It was still sending, and an RST may erase the refusal before it is read.`;
  },
  next: 'When does the time begin that a refused client has, and what ends it before lingerMs?',
};

export const looksAtDataOnly: Cause = {
  id: 'looks-at-data-only',
  explain({ facts }) {
    if (facts?.silent !== true || facts.heard !== 'held') return undefined;
    return 'client 2 sent on and was reset; client 1 fell silent and was not. Your clock is looked at where bytes come. From one that sends nothing, none come.';
  },
  next: 'Which line of yours runs when lingerMs has passed and nothing at all happens?',
};

export const destroyedInSilence: Cause = {
  id: 'closed-in-silence',
  explain({ facts }) {
    if (facts?.silent !== true || facts.heard !== 'closed without RST') return undefined;
    return 'Your process holds this socket no more, and no RST was sent: your FIN had gone, nothing lay unread, and so destroy() sent nothing at all. Only a client that sends on hears of it, by the RST that answers its bytes. One that is silent holds its half for ever.';
  },
  next: 'Which of the four calls of the table tells the other side, whatever has been sent before?',
};
