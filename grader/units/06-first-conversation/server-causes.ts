import { bothBytes, type Cause, countBytes, type Evidence } from '../../vocabulary.ts';
import { answerTo, GOODBYE } from './texts.ts';

/** Causes that show in what a server does. */

export const portOfItsOwn: Cause = {
  id: 'port-of-its-own',
  explain({ facts }) {
    if (typeof facts?.portGiven !== 'number') return undefined;
    return `The address said ${facts.portGiven}, and the server took ${facts.portTaken}: a number of its own. Clients look where they were told, and a second server would find that number taken.`;
  },
};

export const waitsToBeSpokenTo: Cause = {
  id: 'waits-to-be-spoken-to',
  explain({ facts }) {
    if (facts?.greetedWhenSpokenTo !== true) return undefined;
    return 'The server greeted when the client had spoken. But this client waits for the greeting before it speaks: both would wait for ever.';
  },
};

export const noNewline: Cause = {
  id: 'no-newline',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || expected.at(-1) !== 0x0a) return undefined;
    if (received.length === 0 || !expected.subarray(0, -1).equals(received)) return undefined;
    return 'The text came, but not the newline (0a) behind it. Whoever reads to the newline waits on: nothing else says that the text is complete.';
  },
};

export const closedBeforeClient: Cause = {
  id: 'closed-before-the-client',
  explain({ facts }) {
    if (!facts?.closedEarly) return undefined;
    const after =
      facts.chunks === 0
        ? 'behind the greeting, before the client had said anything'
        : `after the client's ${facts.chunks === 1 ? 'first bytes' : `${facts.chunks} writes`}`;
    return `Your side ended the conversation (${facts.closedEarly}) ${after}. Bytes that have come say nothing about whether more will; only the client's FIN does.`;
  },
};

export const finBehindBytes: Cause = {
  id: 'fin-behind-unread-bytes',
  explain({ facts, received }) {
    if (facts?.ending !== 'open' || typeof facts.behind !== 'number' || facts.behind === 0)
      return undefined;
    if (!received || !('bytes' in received) || received.bytes.length > 0) return undefined;
    return `Your server answered a FIN that came alone, and not this one, which came behind ${countBytes(facts.behind)}. A FIN waits its turn: 'end' comes when all the bytes before it have been read.`;
  },
};

export const chunkTakenForLine: Cause = {
  id: 'chunk-taken-for-message',
  explain(evidence) {
    const { received } = bothBytes(evidence) ?? {};
    const chunks = chunksOf(evidence);
    if (!received || received.length === 0 || !chunks) return undefined;
    // Each chunk answered by itself, with its newline cut off or not.
    const each = (cut: RegExp) =>
      Buffer.concat(chunks.map((chunk) => answerTo(chunk.replace(cut, ''))));
    if (![/\n$/, /\n+$/, /^\s+|\s+$/g].some((cut) => startsWith(each(cut), received)))
      return undefined;
    const came = chunks.length === 1 ? 'one event, and that' : `${chunks.length} events, and each`;
    return `What the client said came in ${came} was answered as one line, whatever it held. TCP carries bytes: an event may bring half a line, or two. Only the newline says where a line ends.`;
  },
};

export const leftoverTakenForLine: Cause = {
  id: 'leftover-taken-for-line',
  explain(evidence) {
    const { received } = bothBytes(evidence) ?? {};
    const chunks = chunksOf(evidence);
    if (!received || received.length === 0 || !chunks) return undefined;
    const said = chunks.flatMap((chunk) => chunk.replace(/\n$/, '').split('\n'));
    const answers = said.map((line) => (line === 'exit' ? GOODBYE : answerTo(line)));
    if (!startsWith(Buffer.concat(answers), received)) return undefined;
    return 'The lines of each event were told apart, but what stood behind the last newline was answered at once, as if it were a line. Its rest came with the next event. What is unfinished has to be kept.';
  },
};

/** What the client said, as the server's events brought it. */
function chunksOf({ facts }: Evidence): string[] | undefined {
  if (typeof facts?.pieces !== 'string') return undefined;
  return facts.pieces.split(' ').map((piece) => Buffer.from(piece, 'hex').toString());
}

function startsWith(whole: Buffer, part: Buffer): boolean {
  return whole.subarray(0, part.length).equals(part);
}

export const exitEndsTheServer: Cause = {
  id: 'exit-ends-the-server',
  explain({ facts }, { events }) {
    if (facts?.connect !== 'ECONNREFUSED') return undefined;
    if (!events.some(({ kind, hex }) => kind === 'data' && hex.endsWith('657869740a')))
      return undefined;
    return 'One client said exit, and after that nobody could connect any more: the listening socket was closed with the conversation. exit ends the conversation of the one who says it.';
  },
};

export const exitInsideALine: Cause = {
  id: 'exit-inside-a-line',
  explain(evidence) {
    const { received } = bothBytes(evidence) ?? {};
    const line = evidence.facts?.line;
    if (!received || typeof line !== 'string' || !startsWith(received, GOODBYE)) return undefined;
    return `"${line}" was answered with 再见. It is not the line exit, though it looks like it: the four letters may stand in a longer text, with blanks around them or as capitals.`;
  },
};

export const resetInsteadOfFin: Cause = {
  id: 'reset-instead-of-fin',
  explain({ facts }) {
    if (facts?.resetAfterExit !== true) return undefined;
    return 'Your side closed the socket in both directions: by destroy(), or by a write() behind its own end(), for that error destroys the socket. When bytes come for a socket that nobody can read any more, the kernel answers with RST, and an RST may take away what the client has not read yet: 再见 itself.';
  },
};

export const halfLineAnswered: Cause = {
  id: 'half-line-answered',
  explain(evidence) {
    const { received } = bothBytes(evidence) ?? {};
    const rest = evidence.facts?.unfinished;
    if (!received || typeof rest !== 'string' || rest === '') return undefined;
    const tail = [answerTo(rest), GOODBYE].find((answer) =>
      received.subarray(-answer.length).equals(answer),
    );
    if (!tail) return undefined;
    return `"${rest}" had no newline behind it when the client sent FIN, and was answered like a line. Nobody knows what it was going to be: the first half of a longer line looks just like it.`;
  },
};

export const conversationEndedWithListener: Cause = {
  id: 'ended-with-the-listener',
  explain({ facts }) {
    if (facts?.listenerClosed !== true || facts.ending === 'open') return undefined;
    const heard = facts.ending === 'rst' ? 'RST' : 'FIN';
    return `This conversation was open when server.close() was called, and ended with ${heard} at the client's next words. close() ends the listening: the sockets of accepted clients are others, and stay as they are.`;
  },
};
