import dgram from 'node:dgram';

/** Where the chat's server is to be found. */
export interface ChatAddress {
  host: string;
  port: number;
}

/** What somebody else in the room said. */
export interface ChatMessage {
  from: string;
  text: string;
}

/** One person in the room. Iterating gives what the others say, until leave(). */
export interface ChatMember extends AsyncIterable<ChatMessage> {
  /**
   * Sends one SAY, numbered 0, 1, … 65535, 0; resolves when the kernel has taken the datagram,
   * rejects with the kernel's error where it does not fit (EMSGSIZE), and after leave(). "Q" and "q" send no SAY and do what leave() does.
   */
  say(text: string): Promise<void>;
  /** Sends one LEAVE and closes the socket; the iteration ends. A second call has no effect. */
  leave(): Promise<void>;
}

/**
 * Opens the room at `host:port` (port 0: the kernel chooses); resolves with the socket once it
 * is bound, rejects where it cannot be.
 *
 * The datagrams (first byte the type, in hex; integers big-endian, names and texts in UTF-8):
 *
 *   01 JOIN     name, 1 to 32 bytes      answer WELCOME or REFUSED
 *   02 SAY      uint16 number, text      SAID to every other member, never to the sender
 *   03 LEAVE                             gone; no answer
 *
 *   11 WELCOME
 *   12 SAID     uint16 number, uint8 length of the name, name, text
 *   13 REFUSED  reason
 *
 * A member is an address and port with a name of its own; another name from there takes its place.
 * A doubled SAY (among the last 64) is passed on once; a late one, when it comes. Whatever a stranger
 * says, and what is no message at all, is ignored.
 */
export async function startChatServer(address: ChatAddress): Promise<dgram.Socket> {
  throw new Error('startChatServer is not written yet');
}

/**
 * Joins the room at `host:port`: sends JOIN, and again about every 200 ms, 5 at most, until
 * WELCOME (resolves) or REFUSED (rejects with its reason) comes; rejects where neither does,
 * and closes its socket then.
 *
 * Only datagrams from the server's address and port count; malformed ones are ignored. Each
 * SAID is one message, in the order of arrival, kept until it is asked for; a doubled one comes
 * once. An error on the socket never ends the process.
 */
export async function joinChat(address: ChatAddress, name: string): Promise<ChatMember> {
  throw new Error('joinChat is not written yet');
}
