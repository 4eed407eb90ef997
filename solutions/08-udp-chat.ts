import { isUtf8 } from 'node:buffer';
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';

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
  say(text: string): Promise<void>;
  leave(): Promise<void>;
}

const JOIN = 0x01;
const SAY = 0x02;
const LEAVE = 0x03;
const WELCOME = 0x11;
const SAID = 0x12;
const REFUSED = 0x13;

const LONGEST_NAME = 32;
const LARGEST_DATAGRAM = 65_507;
const MOST_JOINS = 5;
const MS_BETWEEN_JOINS = 200;

/** The last 64 keys of one speaker: enough to know a copy that the network made. */
class Recent {
  #keys: (number | string)[] = [];

  isNew(key: number | string): boolean {
    if (this.#keys.includes(key)) return false;
    this.#keys.push(key);
    if (this.#keys.length > 64) this.#keys.shift();
    return true;
  }
}

interface Member {
  address: string;
  port: number;
  name: Buffer;
  heard: Recent;
}

/** Opens the room at `host:port` (port 0: the kernel chooses); resolves once it is bound. */
export async function startChatServer({ host, port }: ChatAddress): Promise<dgram.Socket> {
  const socket = createSocket(host);
  // There is no connection to ask: a sender is known by the address and port it sends from.
  const members = new Map<string, Member>();

  function send(datagram: Buffer, to: { address: string; port: number }): void {
    // What the kernel refuses comes to the callback: one member's trouble is not ours.
    socket.send(datagram, to.port, to.address, () => {});
  }

  function join(name: Buffer, from: dgram.RemoteInfo): void {
    const sender = key(from);
    const holder = [...members].find(([, member]) => member.name.equals(name));
    if (name.length === 0 || name.length > LONGEST_NAME || !isUtf8(name)) {
      send(message(REFUSED, Buffer.from('a name is 1 to 32 bytes of UTF-8')), from);
    } else if (holder && holder[0] !== sender) {
      send(message(REFUSED, Buffer.from('that name is taken')), from);
    } else {
      // Asked again by its holder, a name stays as it is: only our WELCOME was lost.
      if (!holder) {
        members.set(sender, { address: from.address, port: from.port, name, heard: new Recent() });
      }
      send(message(WELCOME), from);
    }
  }

  function passOn(say: Buffer, speaker: Member): void {
    const number = say.subarray(1, 3);
    const text = say.subarray(3);
    const said = message(SAID, number, Buffer.of(speaker.name.length), speaker.name, text);
    if (said.length > LARGEST_DATAGRAM || !speaker.heard.isNew(number.readUInt16BE())) return;
    for (const member of members.values()) {
      if (member !== speaker) send(said, member);
    }
  }

  socket.on('message', (datagram, from) => {
    // A source port of 0 says "do not answer", and send() would throw.
    if (from.port === 0) return;
    const speaker = members.get(key(from));
    const type = datagram[0];
    if (type === JOIN) join(datagram.subarray(1), from);
    else if (type === SAY && speaker && datagram.length >= 3) passOn(datagram, speaker);
    else if (type === LEAVE) members.delete(key(from));
  });

  socket.bind(port, host);
  await once(socket, 'listening');
  socket.on('error', () => {});
  return socket;
}

/** Joins the room at `host:port` as `name`; rejects when refused or when nobody answers. */
export async function joinChat({ host, port }: ChatAddress, name: string): Promise<ChatMember> {
  const socket = createSocket(host);
  try {
    // From here on the kernel drops what anybody else sends to this socket.
    socket.connect(port, host);
    await once(socket, 'connect');
    const member = new Visitor(socket);
    await member.join(name);
    return member;
  } catch (error) {
    socket.close();
    throw error;
  }
}

class Visitor implements ChatMember {
  #socket: dgram.Socket;
  #inbox: ChatMessage[] = [];
  #speakers = new Map<string, Recent>();
  #nextNumber = 0;
  #leaving: Promise<void> | undefined;
  #welcome = () => {};
  #refuse = (_error: Error) => {};
  #wakeReader = () => {};

  constructor(socket: dgram.Socket) {
    this.#socket = socket;
    socket.on('message', (datagram) => this.#receive(datagram));
    // ECONNREFUSED: nobody listens there now. Before WELCOME that ends the wait; later the
    // server may come back, and an 'error' event without a listener would end the process.
    socket.on('error', (error) => this.#refuse(error));
  }

  async join(name: string): Promise<void> {
    const join = message(JOIN, Buffer.from(name));
    let joins = 0;
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#welcome = resolve;
        this.#refuse = reject;
        // Either JOIN or WELCOME may be lost, and only whoever waits can notice.
        const ask = () => {
          if (joins === MOST_JOINS) reject(new Error(`no answer to ${MOST_JOINS} JOINs`));
          else this.#send(join).catch(reject);
          joins += 1;
        };
        ask();
        timer = setInterval(ask, MS_BETWEEN_JOINS);
      });
    } finally {
      clearInterval(timer);
    }
  }

  async say(text: string): Promise<void> {
    if (text === 'Q' || text === 'q') return this.leave();
    if (this.#leaving) throw new Error('you have left the chat');
    const number = Buffer.alloc(2);
    number.writeUInt16BE(this.#nextNumber);
    this.#nextNumber = (this.#nextNumber + 1) % 65_536;
    await this.#send(message(SAY, number, Buffer.from(text)));
  }

  leave(): Promise<void> {
    this.#leaving ??= this.#goAway();
    return this.#leaving;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ChatMessage, void, undefined> {
    for (;;) {
      const next = this.#inbox.shift();
      if (next) yield next;
      else if (this.#leaving) return;
      else await new Promise<void>((resolve) => (this.#wakeReader = resolve));
    }
  }

  async #goAway(): Promise<void> {
    // A send that is given the error of an older datagram has not sent its own: once more. LEAVE has no
    // answer, so whether it arrives or not, we are gone.
    const leave = () => this.#send(message(LEAVE));
    await leave()
      .catch(leave)
      .catch(() => {});
    this.#socket.close();
    await once(this.#socket, 'close');
    this.#wakeReader();
  }

  #receive(datagram: Buffer): void {
    const type = datagram[0];
    if (type === WELCOME) this.#welcome();
    else if (type === REFUSED) this.#refuse(new Error(`refused: ${datagram.toString('utf8', 1)}`));
    else if (type === SAID) this.#hear(datagram);
  }

  #hear(said: Buffer): void {
    const textStart = 4 + (said[3] ?? 0);
    if (said.length < textStart) return;
    const from = said.toString('utf8', 4, textStart);
    const text = said.toString('utf8', textStart);
    const heard = this.#speakers.get(from) ?? new Recent();
    this.#speakers.set(from, heard);
    // Somebody who left and came back counts from 0 again: a copy has the same text, too.
    if (!heard.isNew(`${said.readUInt16BE(1)} ${text}`)) return;
    this.#inbox.push({ from, text });
    this.#wakeReader();
  }

  #send(datagram: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.send(datagram, (error) => (error ? reject(error) : resolve()));
    });
  }
}

function createSocket(host: string): dgram.Socket {
  return dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4');
}

function key({ address, port }: dgram.RemoteInfo): string {
  return `${address} ${port}`;
}

function message(type: number, ...parts: Buffer[]): Buffer {
  return Buffer.concat([Buffer.of(type), ...parts]);
}
