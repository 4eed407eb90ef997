import { bothBytes, bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

/** Causes that show in what the client does. */

/** Of a connection that could not be made, Node tells from which port it was to go out, where one was chosen. */
const LOCAL_PORT = /(?:Local \(|bind \w+ )\S*:([1-9]\d*)/;

export const fixedLocalPort: Cause = {
  id: 'fixed-local-port',
  explain({ received }) {
    const [, port] = LOCAL_PORT.exec(textOf(received)) ?? [];
    if (port === undefined) return undefined;
    return `Your client asks for port ${port} on its own side. Two connections to the same server are told apart by that port alone, so only one at a time can have it. Where a client names none, the kernel gives each connection another.`;
  },
  next: 'Who needs to know the port of the client beforehand, and who chooses it when nobody does?',
};

export const hostIgnored: Cause = {
  id: 'host-ignored',
  explain({ facts }) {
    const { meant, other, otherHeard } = facts ?? {};
    if (typeof meant !== 'string') return undefined;
    const instead = otherHeard === true ? '; the other one was connected to' : '';
    return `Two servers listen on this port, one on ${meant} and one on ${other}. The address named ${meant}, and nobody connected to that one${instead}. Where only the port is told, Node takes localhost.`;
  },
  next: 'Which parts has the address that you were given, and which of them does your connect() get?',
};

export const noConnection: Cause = {
  id: 'no-connection-of-its-own',
  explain({ facts, received }) {
    if (facts?.connected !== false || !received || !('value' in received)) return undefined;
    if (!Array.isArray(received.value)) return undefined;
    return 'The promise resolved, and no connection had come to this server. Each call is a conversation of its own, with the server whose address it was given.';
  },
  next: 'Which socket does this call write to and read from, and when was that made?',
};

export const listOfAllCalls: Cause = {
  id: 'list-shared-by-calls',
  explain({ facts }) {
    if (facts?.keepsBefore !== true) return undefined;
    return 'In front of the texts of this server stand those that the servers of earlier calls had sent. They were kept in a list that outlives the call.';
  },
  next: 'Where is your list made, and how often?',
};

export const waitsBetween: Cause = {
  id: 'waits-between-messages',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || received.length === 0 || evidence.facts?.ending !== 'open')
      return undefined;
    const rest = expected.subarray(received.length);
    if (rest.length === 0 || !expected.subarray(0, received.length).equals(received))
      return undefined;
    let at = 0;
    while (at < received.length) at += 4 + Number(received.toString('latin1', at, at + 4));
    if (at !== received.length) return undefined;
    return 'Whole messages came, not all of them, and then nothing more. This server answers when it has read to your FIN. A client that waits for an answer before it sends on waits for ever, and so does the server.';
  },
  next: 'What has to have come before you send the next message, and who has promised that it comes?',
};

export const pythonMethod: Cause = {
  id: 'python-method',
  explain({ received }) {
    const [, name] =
      /^TypeError: .*\.(sendall|send|recv|shutdown) is not a function/.exec(textOf(received)) ?? [];
    if (name === undefined) return undefined;
    return `${name}() is a method of Python's sockets. Those of Node have none of that name.`;
  },
  next: 'With which methods does the smallest client of the lesson send and half-close?',
};

export const errorSwallowed: Cause = {
  id: 'error-swallowed',
  explain({ facts, received }) {
    if (facts?.broken !== true || !received || !('value' in received)) return undefined;
    if (!Array.isArray(received.value)) return undefined;
    return "The connection failed, and the promise resolved as after a good end. The error was caught, or heard as an 'error' event, and got no further.";
  },
};

export const chunkWasAll: Cause = {
  id: 'stopped-before-fin',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    if (evidence.facts?.connected === false) return undefined;
    if (!Array.isArray(expected) || !Array.isArray(received)) return undefined;
    if (received.length >= expected.length) return undefined;
    if (!received.every((text, i) => text === expected[i])) return undefined;
    const read =
      received.length === 0
        ? `None of the ${expected.length} messages that the server sent was handed out.`
        : `${received.length} of ${expected.length} messages were read, and those are right.`;
    return `${read} The server sent ${received.length === 0 ? 'them all' : 'the others as well'}: only its FIN says that no more will come.`;
  },
};

export const sharedState: Cause = {
  id: 'state-shared-by-calls',
  explain({ facts, received }) {
    if (facts?.atOnce !== true || LOCAL_PORT.test(textOf(received))) return undefined;
    return 'Two calls were in the middle of a message at the same time, each with a connection of its own, and one of them did not get what its server had sent. What is left over belongs to one stream: each connection needs a decoder of its own.';
  },
  next: 'Where does your decoder live, and how many connections does it serve?',
};

export const sentBeforeChecking: Cause = {
  id: 'sent-before-checking',
  explain({ facts }) {
    if (typeof facts?.sentBefore !== 'number') return undefined;
    return 'The first text was on its way before the second was found to be too long. The server has got half of what the caller asked for, and the caller is told that it failed.';
  },
  next: 'When do you know that all of the texts are short enough, and what has been sent by then?',
  lesson: 'ten-thousand-bytes',
};

export const nothingChecked: Cause = {
  id: 'refusal-swallowed',
  explain({ facts, received }) {
    if (facts?.bad === undefined || !received || !('value' in received)) return undefined;
    if (!Array.isArray(received.value)) return undefined;
    return 'The decoder refuses this stream, and the promise resolved all the same: the error got lost between the two.';
  },
};

export const waitedForFin: Cause = {
  id: 'waited-for-fin',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled') return undefined;
    return 'The stream was broken, and the promise stayed pending: it waits for a FIN that the server has no reason to send. Nothing that could still come would mend the stream.';
  },
  next: 'When does your decoder see what has come: with each chunk, or when the stream is over?',
};

export const leftOpen: Cause = {
  id: 'socket-left-open',
  explain({ facts }) {
    if (facts?.leftOpen !== true) return undefined;
    return 'The promise was rejected, and the socket lives on: it goes on taking what nobody will read, as long as the server likes.';
  },
};

function textOf(shown: Evidence['received']): string {
  return shown && 'text' in shown ? shown.text : '';
}
