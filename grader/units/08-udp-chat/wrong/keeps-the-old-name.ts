// Wrong on purpose: believes that whoever is behind a known address is known, too.
// check: port-reused
// cause: old-name-kept
import { isUtf8 } from 'node:buffer';
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';

export { joinChat } from '../../../../solutions/08-udp-chat.ts';

/** Where the chat's server is to be found. */
export interface ChatAddress {
  host: string;
  port: number;
}

const JOIN = 0x01;
const SAY = 0x02;
const LEAVE = 0x03;
const WELCOME = 0x11;
const SAID = 0x12;
const REFUSED = 0x13;

const LONGEST_NAME = 32;
const LARGEST_DATAGRAM = 65_507;

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
      if (!holder && !members.has(sender)) {
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

function createSocket(host: string): dgram.Socket {
  return dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4');
}

function key({ address, port }: dgram.RemoteInfo): string {
  return `${address} ${port}`;
}

function message(type: number, ...parts: Buffer[]): Buffer {
  return Buffer.concat([Buffer.of(type), ...parts]);
}
