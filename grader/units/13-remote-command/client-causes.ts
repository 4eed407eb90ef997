import { type Cause, countBytes } from '../../vocabulary.ts';
import { MOST_HEADER } from './protocol.ts';

/** Causes that show in what a client sends, and in what it makes of a reply. */

export const clientLengthInCharacters: Cause = {
  id: 'length-in-characters',
  explain({ facts }) {
    const { length, bytes, characters, swapped } = facts ?? {};
    if (typeof length !== 'number' || characters === undefined) return undefined;
    if (length === characters && characters !== bytes)
      return `The length says ${length}: so many characters has the header. It has ${countBytes(Number(bytes))}, and bytes are what the server counts.`;
    if (length > MOST_HEADER && Number(swapped) <= MOST_HEADER)
      return `The length came with its lowest byte first (little-endian): read that way it is ${swapped}. Network byte order puts the highest byte first.`;
    return undefined;
  },
  next: 'What does the number in front of a header count, and which of its bytes goes first?',
  lesson: 'the-bytes-of-a-request-and-a-reply',
};

export const intoNextReply: Cause = {
  id: 'reads-into-the-next-reply',
  explain({ facts }) {
    if (facts?.followed !== true) return undefined;
    return 'Alone, such a reply was read well. This time the first bytes of another one came right behind it, in the same chunk. They belong to whoever asks next: the two sizes say where this reply ends.';
  },
};

export const waitsForFin: Cause = {
  id: 'waits-for-fin',
  explain({ facts, called }) {
    if (facts?.reason !== 'unsettled' || !called?.startsWith('runRemote')) return undefined;
    return 'The whole reply had come, and the connection stayed open behind it, as it does where more requests may follow. The sizes tell where a reply ends, not FIN.';
  },
};

export const leftOpen: Cause = {
  id: 'connection-left-open',
  explain({ facts }) {
    if (facts?.leftOpen !== true) return undefined;
    return 'The promise had come to the reply, and the connection stayed open behind it. Nobody will use it any more, and the server keeps a socket for it.';
  },
  next: 'Your promise has settled. Who closes the socket, also where it was rejected?',
};

export const digestNotChecked: Cause = {
  id: 'digest-not-checked',
  explain({ facts }) {
    if (facts?.digest !== true) return undefined;
    return 'The output was handed on, and its SHA-256 is not the one that the header has. A digest that nobody compares finds nothing.';
  },
};

export const finUnheard: Cause = {
  id: 'fin-not-heard',
  explain({ facts }) {
    if (facts?.fin !== true || facts.reason !== 'unsettled') return undefined;
    return 'FIN came before the reply was complete, and your promise still waits for the rest. No byte will come any more. The end of the stream is an event of its own, and no error.';
  },
  next: 'Which event says that the server has ended, and what is the reply worth by then?',
};

export const believesSizes: Cause = {
  id: 'believes-the-header',
  explain({ facts, received }) {
    if (typeof facts?.lie !== 'string' || facts.fin === true) return undefined;
    if (received && 'text' in received && received.text.startsWith('a throw of')) return undefined;
    if (facts.reason === 'unsettled')
      return 'It waits for bytes that this header has announced, and that no honest server would send. What a header says is a claim: check it before you wait, or allocate.';
    if (facts.lie === 'refusal')
      return 'A reply with error has no output: it says that the command was not run.';
    return 'A reply that cannot be true was handed on as a result. What a header says is a claim.';
  },
};
