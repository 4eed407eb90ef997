// Wrong on purpose: collects datagrams as if they were pieces of a stream.
// check: keeps-boundaries
// cause: datagrams-joined
import { isUtf8 } from 'node:buffer';
import dgram from 'node:dgram';
import { once } from 'node:events';

export { joinChat } from '../../../../solutions/08-udp-chat.ts';

interface Member {
  name: Buffer;
  address: string;
  port: number;
  numbers: number[];
  buffer: Buffer;
}

export async function startChatServer(room: { host: string; port: number }): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  const members = new Map<string, Member>();

  function reply(datagram: Buffer, to: { address: string; port: number }): void {
    socket.send(datagram, to.port, to.address, () => {});
  }

  function passOn(member: Member): void {
    const said = Buffer.concat([
      Buffer.of(0x12),
      member.buffer.subarray(0, 2),
      Buffer.of(member.name.length),
      member.name,
      member.buffer.subarray(2),
    ]);
    member.buffer = Buffer.alloc(0);
    if (said.length > 65_507) return;
    for (const other of members.values()) {
      if (other !== member) reply(said, other);
    }
  }

  socket.on('message', (datagram, from) => {
    const id = `${from.address}:${from.port}`;
    const member = members.get(id);
    switch (datagram[0]) {
      case 0x01: {
        const name = datagram.subarray(1);
        const taken = [...members].some(([held, other]) => held !== id && other.name.equals(name));
        if (taken || name.length === 0 || name.length > 32 || !isUtf8(name)) {
          reply(Buffer.from('\x13choose another name'), from);
          return;
        }
        if (!member?.name.equals(name)) {
          const buffer = Buffer.alloc(0);
          members.set(id, { name, address: from.address, port: from.port, numbers: [], buffer });
        }
        reply(Buffer.of(0x11), from);
        return;
      }
      case 0x02: {
        if (!member || datagram.length < 3) return;
        const number = datagram.readUInt16BE(1);
        if (4 + member.name.length + datagram.length - 3 > 65_507) return;
        if (member.numbers.includes(number)) return;
        member.numbers = [...member.numbers.slice(-63), number];
        if (member.buffer.length > 0) {
          member.buffer = Buffer.concat([member.buffer, datagram.subarray(3)]);
        } else {
          member.buffer = datagram.subarray(1);
          // A message may come in several pieces: wait a moment for the rest of it.
          setTimeout(() => passOn(member), 25);
        }
        return;
      }
      case 0x03:
        members.delete(id);
    }
  });
  socket.on('error', () => {});

  socket.bind(room.port, room.host);
  await once(socket, 'listening');
  return socket;
}
