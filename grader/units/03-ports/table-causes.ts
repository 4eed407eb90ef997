import type { Cause } from '../../vocabulary.ts';

/** Causes that show in which socket got what, and in which ones were taken for the same. */

export const sharedTable: Cause = {
  id: 'one-table-for-all',
  explain({ facts }) {
    if (facts?.refused === undefined || facts.alone !== true) return undefined;
    return 'This table is new and empty, and its first socket was refused: what other tables recorded is in it. A field belongs to one object; a variable of the module is shared by all.';
  },
};

export const comparedAsObjects: Cause = {
  id: 'compared-as-objects',
  explain({ facts, received }) {
    if (facts?.lost !== true || !received || !('text' in received)) return undefined;
    if (received.value !== undefined) return undefined;
    return 'Nothing that was recorded was found again, in any table. Every call gets endpoint objects of its own. A Map finds an object by being that very object, not by what is in it.';
  },
};

export const connectionsLost: Cause = {
  id: 'connections-lost',
  explain({ facts }) {
    if (facts?.connectionsLost !== true || facts.due !== 'connection') return undefined;
    const other = facts.got === undefined ? '' : ' Here the listener got what was not its own.';
    return `No connection that was recorded was found again, in any table.${other} Every call gets endpoint objects of its own: to === and to a Map two of them differ, even where host and port are equal.`;
  },
  next: 'What exactly does deliver() compare, when it looks for a connection: the objects, or what is in them?',
};

export const protocolIgnored: Cause = {
  id: 'protocol-ignored',
  explain({ facts }) {
    if (facts?.differs !== 'protocol') return undefined;
    return facts.refused === undefined
      ? 'The socket that got it has the right numbers and the other protocol. TCP and UDP have ports of their own: the same number is another port.'
      : 'The two sockets differ in nothing but the protocol. TCP and UDP have ports of their own: the same number is another port.';
  },
};

export const keyedByRemotePort: Cause = {
  id: 'keyed-by-remote-port',
  explain({ facts }) {
    if (facts?.differs !== 'local address, local port, remote address') return undefined;
    return 'The two have nothing in common but the remote port. Who sends from a port is not alone with its number: every host in the world has one like it.';
  },
};

export const remoteAddressIgnored: Cause = {
  id: 'remote-address-ignored',
  explain({ facts }) {
    if (facts?.differs !== 'remote address') return undefined;
    return 'The two differ in the remote address, and in nothing else. Two hosts may well choose the same port number: each kernel knows only its own.';
  },
};

export const localAddressIgnored: Cause = {
  id: 'local-address-ignored',
  explain({ facts }) {
    if (facts?.differs !== 'local address' || String(facts.got) === 'wildcard') return undefined;
    return 'The two differ in the local address, and in nothing else. A computer may have many addresses, and each of them has all 65,535 ports.';
  },
};

export const onePortOneSocket: Cause = {
  id: 'one-port-one-socket',
  explain({ facts }) {
    if (facts?.refused === undefined) return undefined;
    if (facts.kinds === 'listener, connection' && facts.differs === '')
      return 'The connection was refused, and the only other socket is the listener on its local port. That is how every server lives: its connections all have the port that it listens on.';
    if (facts.differs !== 'remote address, remote port') return undefined;
    return 'The two share their local end and talk to different remote ends. A connection is all four values: the same local port may be in any number of them.';
  },
};

export const listenerFirst: Cause = {
  id: 'listener-first',
  explain({ facts }) {
    if (facts?.connectionsLost === true || facts?.due !== 'connection') return undefined;
    if (!/^(listener|wildcard)$/.test(String(facts.got))) return undefined;
    return 'A connection has just these four values, and the listener got what belongs to it. The listener is for those who have no connection yet: it is asked last.';
  },
};

export const wildcardFirst: Cause = {
  id: 'wildcard-first',
  explain({ facts }) {
    if (facts?.due !== 'listener' || facts.got !== 'wildcard') return undefined;
    return 'A socket listens on this very address, and the wildcard got what was sent to it. The more exact one wins; 0.0.0.0 gets the rest.';
  },
};

export const wildcardAsAddress: Cause = {
  id: 'wildcard-as-address',
  explain({ facts, received }) {
    if (facts?.due !== 'wildcard' || !received || !('text' in received)) return undefined;
    if (received.value !== undefined) return undefined;
    return 'Nobody got it, though a socket listens on 0.0.0.0 and this port. No packet is ever sent to 0.0.0.0: as the host of a listener it stands for every address of the computer.';
  },
};

export const wildcardConflict: Cause = {
  id: 'wildcard-conflict',
  explain({ facts }) {
    if (facts?.refused === undefined || facts.differs !== 'local address') return undefined;
    if (!/^(listener, wildcard|wildcard, listener)$/.test(String(facts.kinds))) return undefined;
    return 'A listener on 0.0.0.0 and one on an address of its own, with one port: Linux refuses the second of them for TCP. The table of this exercise lets both in (item 7); the specific one wins.';
  },
  next: 'Which two sockets are a conflict by item 7, and what must be equal in them?',
};

export const endsSwapped: Cause = {
  id: 'ends-swapped',
  explain({ facts }) {
    if (facts?.differs !== 'local address, local port, remote address, remote port')
      return undefined;
    return 'The connection that got it has the two ends the other way round. Which end is ours tells apart the two directions of one conversation.';
  },
};

export const tookTheSecond: Cause = {
  id: 'taken-twice',
  explain({ facts, received }) {
    if (facts?.twice !== true || !received || !('text' in received)) return undefined;
    if (received.value !== undefined) return undefined;
    return 'The second socket was let in without a word. Two programs now believe that the same segments are theirs; one of them will wait for ever, and nobody has told it.';
  },
};

export const errorWithoutCode: Cause = {
  id: 'error-without-code',
  explain({ facts, received }) {
    if (facts?.twice !== true || !received || !('text' in received)) return undefined;
    const error = received.value;
    if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
    return error.code === ''
      ? 'It was refused, with an error that has no code. A program that wants to try another port looks at error.code; the message is for people.'
      : undefined;
  },
};

export const zeroAccepted: Cause = {
  id: 'port-zero-accepted',
  explain({ facts, received }) {
    if (facts?.port !== 0 || !received || !('text' in received)) return undefined;
    if (received.value !== undefined) return undefined;
    return 'Port 0 went into the table like any other. To a kernel it says "choose one for me"; once a socket has its port, that port is not 0, so nothing can be sent there.';
  },
};

export const beyondAccepted: Cause = {
  id: 'no-port-accepted',
  explain({ facts, received }) {
    if (facts?.port === undefined || facts.port === 0 || !received || !('text' in received))
      return undefined;
    if (received.value !== undefined) return undefined;
    return `${facts.port} is no number that a header of TCP or UDP could carry, and it was let in.`;
  },
};

export const edgeRefused: Cause = {
  id: 'edge-port-refused',
  explain({ facts, received }) {
    if (facts?.edge === undefined || !received || !('text' in received)) return undefined;
    if (received.value === undefined) return undefined;
    return `Port ${facts.edge} was refused, the ${facts.edge === 1 ? 'smallest' : 'largest'} that can be a destination: 16 bits hold 0 to 65535, and only 0 is kept for something else.`;
  },
  next: 'Which comparison in your code decides this, and on which side of it does this port itself lie?',
};
