import { bothBytes, type Cause } from '../../vocabulary.ts';
import { codeIn, failedWith } from './evidence.ts';

/** Causes that show in how the server answers, and in where it listens. */

export const leaverEndsAll: Cause = {
  id: 'leaver-ends-all',
  explain({ ended, facts }) {
    if (ended?.reason === 'exited' && facts?.left === true)
      return "Your process ended right after a client had left with its answers unread. Node tells of that as it does in TCP: by an 'error' event on that client's socket. Where nobody listens for it, it ends the process.";
    if (ended?.reason !== 'uncaught' || !/^(ECONNRESET|EPIPE)$/.test(ended.code)) return undefined;
    return `A client left with its answers unread. A Unix socket knows no RST, but Node tells of it as it does in TCP: by an 'error' event (${ended.code}) on that socket. Nobody listened for it, so it ended the process, and every other client with it.`;
  },
  next: 'Which event tells of a client that broke off, and on which object does it come?',
  lesson: 'only-the-name-is-a-file',
};

export const leaverClosesServer: Cause = {
  id: 'leaver-closes-server',
  explain({ ended, facts }) {
    if (ended || facts?.left !== true || !/^(ENOENT|ECONNREFUSED)$/.test(String(facts.connect)))
      return undefined;
    return `A client left with its answers unread, and after that nobody could connect (${facts.connect}): your process runs, and your server does not listen any more. What becomes of one client was made an end for all.`;
  },
  next: 'What do your listeners do when one client breaks off, and to which object?',
  lesson: 'only-the-name-is-a-file',
};

export const answersTooLate: Cause = {
  id: 'answers-too-late',
  explain(evidence) {
    const { halfEnded, ending } = evidence.facts ?? {};
    if (halfEnded !== true || ending !== 'fin' || bothBytes(evidence)?.received.length !== 0)
      return undefined;
    return 'The client drew and ended its half, and your side ended the connection before it had answered. A Node socket ends its own half by itself at the end of the other, unless allowHalfOpen says otherwise: an answer that is written later than in the event that brought the newline finds it closed.';
  },
  next: 'What happens on your side between the newline and its answer, and what may come in the meantime?',
};

export const fixedName: Cause = {
  id: 'fixed-name',
  explain({ facts }) {
    const { elsewhere } = facts ?? {};
    if (elsewhere === undefined) return undefined;
    return `Your server went to ${elsewhere}, and not to the path that it was given. A fixed name in a folder that all share belongs to whoever takes it first, and two servers cannot have it.`;
  },
  next: 'Which path was your function given, and where does it use it?',
};

export const outsideOfFolder: Cause = {
  id: 'outside-of-folder',
  explain({ received }) {
    if (codeIn(received) !== 'ERR_ACCESS_DENIED') return undefined;
    return 'Your code asked the file system for something outside of the folder of its path. It may read and write there, and nowhere else.';
  },
};

export const expectsRemoteAddress: Cause = {
  id: 'expects-remote-address',
  explain({ facts, ended, received }) {
    const dropped =
      facts?.name !== undefined &&
      (facts.ending === 'fin' || facts.ending === 'rst') &&
      !!received &&
      'bytes' in received &&
      received.bytes.length === 0;
    if (!dropped && !(ended?.reason === 'uncaught' && /undefined/.test(ended.message)))
      return undefined;
    return dropped
      ? 'Your server ended the connection before it had answered anything. The client has no address here: remoteAddress, remotePort and remoteFamily are undefined. Does your server ask for one of them?'
      : `An error ended the process: ${ended?.message}. On a Unix socket remoteAddress, remotePort and remoteFamily are undefined.`;
  },
  next: 'What is left of a TCP server when its clients have neither host nor port?',
};

export const numberPerClient: Cause = {
  id: 'number-per-client',
  explain(evidence) {
    const bytes = bothBytes(evidence);
    if (evidence.facts?.drawnByOthers === undefined || String(bytes?.received) !== '1\n')
      return undefined;
    return 'ana has drawn number 1, and bo was given 1 as well: each connection counts for itself. The numbers belong to the server.';
  },
  next: 'Where is the counter made, and how often does that line run?',
};

export const numberPerChunk: Cause = {
  id: 'number-per-chunk',
  explain(evidence) {
    const bytes = bothBytes(evidence);
    const { newlines = 1 } = evidence.facts ?? {};
    if (!bytes || newlines === 1) return undefined;
    const answers = String(bytes.received).split('\n').length - 1;
    if (answers !== 1) return undefined;
    return `${newlines} newlines came together and drew one number. A chunk is what had arrived when Node looked, and no message.`;
  },
  next: 'What is it in a chunk that draws a number, and how many of them can there be?',
};

export const neverUnlinks: Cause = {
  id: 'never-unlinks',
  explain({ received }) {
    if (codeIn(received) !== 'EADDRINUSE') return undefined;
    return 'The program that listened there was killed, and nobody has removed its socket. listen() finds the name taken (EADDRINUSE) and does not ask by whom: it would fail for ever.';
  },
};

export const alwaysUnlinks: Cause = {
  id: 'always-unlinks',
  explain({ facts, received }) {
    if (facts?.served !== true && facts?.lostLive !== true) return undefined;
    if (facts.served === true && failedWith(received, 'Error')) return undefined;
    return 'A server lived at this path, and now yours has the name. The other goes on and does not know it; no new client finds it any more.';
  },
};

export const servesNowhere: Cause = {
  id: 'serves-nowhere',
  explain({ facts, received }) {
    if (facts?.noFolder !== true || !received || !('text' in received)) return undefined;
    if (received.text !== 'a net.Server') return undefined;
    return 'There is no folder for this path, so nobody can listen there, and the promise came to a server all the same. listen() only begins it: whether it listens is told later, by an event.';
  },
  next: 'Which event says that a server listens, which says that it cannot, and which of them does your promise wait for?',
  lesson: 'what-the-grader-plays',
};

export const deletesAFile: Cause = {
  id: 'deletes-a-file',
  explain({ facts }) {
    if (facts?.deleted !== true) return undefined;
    return `What stood there, ${facts.what}, refuses a connection (ECONNREFUSED on Linux) just as the socket of a dead server does, and was removed as one.`;
  },
};
