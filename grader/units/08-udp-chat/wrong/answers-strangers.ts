// Wrong on purpose: tells strangers that they have to join first.
// check: ignores-strangers
// cause: answered-a-stranger
import { isUtf8 } from 'node:buffer';
import dgram from 'node:dgram';
import { once } from 'node:events';

export { joinChat } from '../../../../solutions/08-udp-chat.ts';

interface Member {
  name: Buffer;
  address: string;
  port: number;
  numbers: number[];
}

export async function startChatServer(room: { host: string; port: number }): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  const members = new Map<string, Member>();

  function reply(datagram: Buffer, to: { address: string; port: number }): void {
    socket.send(datagram, to.port, to.address, () => {});
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
          members.set(id, { name, address: from.address, port: from.port, numbers: [] });
        }
        reply(Buffer.of(0x11), from);
        return;
      }
      case 0x02: {
        if (!member) reply(Buffer.from('\x13join first'), from);
        if (!member || datagram.length < 3) return;
        const number = datagram.readUInt16BE(1);
        const said = Buffer.concat([
          Buffer.of(0x12),
          datagram.subarray(1, 3),
          Buffer.of(member.name.length),
          member.name,
          datagram.subarray(3),
        ]);
        if (said.length > 65_507 || member.numbers.includes(number)) return;
        member.numbers = [...member.numbers.slice(-63), number];
        for (const other of members.values()) {
          if (other !== member) reply(said, other);
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
