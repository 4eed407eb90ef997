import { type Cause, receivedText } from '../evidence.ts';

/** Causes that show in whom a client connects to, and from where. */

/** Of a connection that could not be made, Node tells from which port it was to go out, where one was chosen. */
const LOCAL_PORT = /(?:Local \(|bind \w+ )\S*:([1-9]\d*)/;

export const fixedLocalPort: Cause = {
  id: 'fixed-local-port',
  explain(evidence) {
    const [, port] = LOCAL_PORT.exec(receivedText(evidence)) ?? [];
    if (port === undefined) return undefined;
    return `Your client asks for port ${port} on its own side. Two connections to the same server are told apart by that port alone, so only one at a time can have it. Where a client names none, the kernel gives each connection another.`;
  },
  next: 'Who needs to know the port of the client beforehand, and who chooses it when nobody does?',
};

export const hostIgnored: Cause = {
  id: 'host-ignored',
  explain({ facts }) {
    if (typeof facts?.elsewhere !== 'string') return undefined;
    return `Your client was told to connect to ${facts.elsewhere}, and went to the same port of localhost. An address is a host and a port; where only the port is named, Node takes localhost.`;
  },
  next: 'Which parts has the address that you were given, and which of them does your connect() get?',
};
