import { type Cause, countBytes, type Evidence, receivedText } from '../../vocabulary.ts';

/** Misconceptions of readExactly, and how they show. */

function receivedBytes({ received }: Evidence): Buffer | undefined {
  return received && 'bytes' in received ? Buffer.from(received.bytes) : undefined;
}

function threw({ received }: Evidence): boolean {
  return received !== undefined && 'text' in received && /^\w*Error: /.test(received.text);
}

export const textForBytes: Cause = {
  id: 'text-for-bytes',
  explain({ received, expected }) {
    if (!received || !('text' in received) || typeof received.value !== 'string') return undefined;
    if (!expected || !('bytes' in expected)) return undefined;
    return 'The promise came to a string. A stream carries bytes: n counts them, they may be no text at all, and a character may be cut in two where n ends.';
  },
};

export const encodingSet: Cause = {
  id: 'encoding-set',
  explain(evidence) {
    const { facts } = evidence;
    const text = receivedText(evidence);
    const set = typeof facts?.encoding === 'string' && facts.encoding !== '';
    if (!set && !/Buffer or Uint8Array\. Received type string/.test(text)) return undefined;
    const why =
      'n counts bytes, and a message may be no text at all: the chunks have to stay what they are, Buffers.';
    return set
      ? `setEncoding('${facts.encoding}') was called on the socket. That stays, as long as the socket lives and for all who read from it: whoever comes next gets strings. ${why}`
      : `A string was there in the place of a chunk. So it is where setEncoding() was called on the socket, or each chunk was decoded by itself. ${why}`;
  },
  next: 'Who turns bytes into text, at what moment, and for whom?',
  lesson: 'lines',
};

export const waitsForNothing: Cause = {
  id: 'waits-for-nothing',
  explain({ facts }) {
    if (facts?.wanted !== 0 || facts.reason !== 'unsettled') return undefined;
    return 'Nothing was asked for, and your code waits for a chunk all the same. None of 0 bytes is missing: the promise can resolve at once. (A frame with an empty body asks for 0 bytes, and perhaps nothing comes behind it. read(0) gives null, whatever is there.)';
  },
};

export const slept: Cause = {
  id: 'slept-instead',
  explain(evidence) {
    if (evidence.facts?.slept !== true) return undefined;
    return 'Your code had a timer running; when it was over, the promise settled with what had come by then. No time is long enough: the sender decides when the rest comes, and so does the network. What counts is the number of bytes.';
  },
};

export const chunkForMessage: Cause = {
  id: 'chunk-taken-for-message',
  explain(evidence) {
    const received = receivedBytes(evidence);
    const first = evidence.facts?.first;
    if (!received || received.length === 0 || received.toString('hex') !== first) return undefined;
    return `The first chunk was handed out as it came, ${countBytes(received.length)}. TCP carries bytes, not messages: where a chunk ends says nothing, and no option of the socket (setNoDelay is one) changes that.`;
  },
};

export const pausedForEver: Cause = {
  id: 'paused-for-ever',
  explain({ facts }) {
    if (facts?.heldUp !== true || !(Number(facts.buffered) > 0)) return undefined;
    return `${countBytes(Number(facts.buffered))} lie in the socket's buffer, your code listens for 'data', and the socket is paused: nobody called resume(). A new listener for 'data' makes a socket flow, but not one that pause() was called on.`;
  },
  next: 'Your code says when the socket has to stop. Where does it say that it goes on?',
};

export const leftInTheBuffer: Cause = {
  id: 'left-in-the-buffer',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled' || typeof facts.wanted !== 'number') return undefined;
    const buffered = Number(facts.buffered);
    if (!(buffered > 0) || buffered < facts.wanted) return undefined;
    return `${countBytes(buffered)} lie in the socket's buffer, no more than ${facts.wanted} of them ${facts.wanted === 1 ? 'is' : 'are'} asked for, and this call does not take them: it waits for an event that has been, or does not come. Look first at what is there, and then wait.`;
  },
};

export const lostBetweenCalls: Cause = {
  id: 'lost-between-calls',
  explain({ facts }) {
    if (facts?.between !== true || (facts.at !== undefined && facts.at !== 1)) return undefined;
    return 'byebye arrived while no call was waiting, and the next call did not find it. A flowing socket does not wait for listeners: it goes on when the last one has been taken off, and what comes then is gone.';
  },
};

export const leftoverOfAnother: Cause = {
  id: 'leftover-of-another-socket',
  explain({ facts }) {
    if (facts?.sockets !== 2) return undefined;
    return 'With one socket at a time all is well. Here two are read in turn, and each has something left over when it is the turn of the other: kept in one variable, what one socket left is overwritten by the other, or handed out to it.';
  },
  next: 'How many places does your code have for what is left over, and how does it find the one of this socket? (A WeakMap has a place for each object; unshift() puts it back into the socket.)',
};

export const droppedLeftover: Cause = {
  id: 'leftover-dropped',
  explain(evidence) {
    const { at, chunks } = evidence.facts ?? {};
    const late = typeof at === 'number' && at > 0;
    const hung = evidence.facts?.reason === 'unsettled';
    if ((!late && !hung) || typeof chunks !== 'number') return undefined;
    if (hung && Number(evidence.facts?.buffered) > 0) return undefined; // it is there
    if (!hung && !threw(evidence) && !receivedBytes(evidence)) return undefined;
    return 'All bytes came, and the first message was read from them. A chunk held more than that message, and the rest of it was not there for the next call.';
  },
};

export const oneMoreRead: Cause = {
  id: 'one-more-read',
  explain(evidence) {
    const received = receivedBytes(evidence);
    const { chunks, wanted, first } = evidence.facts ?? {};
    if (chunks !== 3 || typeof wanted !== 'number') return undefined;
    const few = received !== undefined && received.length > 0 && received.length < wanted;
    if ((!few || received.toString('hex') === first) && !threw(evidence)) return undefined;
    return 'Every way with two chunks passes, and this one with three does not: your code reads once more when bytes are missing, and then takes what it has. How often it has to read is not known beforehand.';
  },
};

export const stuckAtHighWaterMark: Cause = {
  id: 'waits-for-a-full-buffer',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled' || typeof facts.bytesRead !== 'number') return undefined;
    if (facts.bytesRead >= Number(facts.wanted) || facts.destroyed === true) return undefined;
    return `Your socket has read ${countBytes(facts.bytesRead)} and reads no more: its buffer is full, and nobody takes anything out of it. Whoever waits for all n bytes to lie in that buffer waits for ever.`;
  },
};

export const bufferTooSmall: Cause = {
  id: 'buffer-too-small',
  explain(evidence) {
    const received = receivedBytes(evidence);
    const wanted = Number(evidence.facts?.wanted);
    if (!received || received.length < 1024 || received.length >= wanted) return undefined;
    return `${countBytes(received.length)} were handed out where ${countBytes(wanted)} were asked for: so many fit into the buffer. Whatever its size, some message is larger.`;
  },
};

export const listenersLeft: Cause = {
  id: 'listeners-left',
  explain({ facts }) {
    if (typeof facts?.listeners !== 'number') return undefined;
    return 'Each call left listeners on the socket. They hold on to what belonged to that call, and all of them run when the next event comes.';
  },
  next: 'Which of your listeners are still on the socket when the promise has settled?',
};

export const listenersTaken: Cause = {
  id: 'listeners-taken',
  explain({ facts }) {
    if (typeof facts?.listenersFewer !== 'number') return undefined;
    return 'A listener is gone that was on the socket before your code was called: removeAllListeners() takes the listeners of everybody, those of its caller and of Node itself. Without the one for an error the next RST ends the process.';
  },
  next: 'Which listeners has your code added, and how do you take off just these? (off() takes one, once() takes itself.)',
};

export const partialAtEnd: Cause = {
  id: 'partial-at-end',
  explain(evidence) {
    if (evidence.facts?.early !== true || threw(evidence)) return undefined;
    const received = receivedBytes(evidence);
    if (!received || received.length >= Number(evidence.facts.wanted)) return undefined;
    return `The stream ended after ${received.length} of ${evidence.facts.wanted} bytes, and these were handed out as if they were the message. Whoever gets half a message has to be told. (socket.read(n) gives what there is when the stream has ended.)`;
  },
};

export const countNotTold: Cause = {
  id: 'count-not-told',
  explain(evidence) {
    if (evidence.facts?.early !== true || !threw(evidence)) return undefined;
    return 'It is an Error, and its message does not say how many bytes came and how many were asked for: whoever reads it in a log cannot tell a sender that was never there from one that broke off in the middle.';
  },
};

export const endNotHeard: Cause = {
  id: 'end-not-heard',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled' || facts.early !== true) return undefined;
    return 'FIN came: no byte will ever come again, and the promise still waits for one. The end of a stream is an event of its own, and after it has been, the socket tells that it is over.';
  },
};

export const resetNotHeard: Cause = {
  id: 'reset-not-heard',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled' || facts.reset !== true) return undefined;
    return "RST came: the connection is gone. There is no 'end' after a reset, only 'error' and 'close', and whoever waits for bytes or 'end' alone waits for ever.";
  },
};

export const countNotChecked: Cause = {
  id: 'count-not-checked',
  explain(evidence) {
    const n = evidence.facts?.n;
    if (n === undefined || threw(evidence)) return undefined;
    return `${n} is no number of bytes, and was taken for one. Such an n comes from a length that was computed or read wrongly; said at once it is found at once.`;
  },
};
