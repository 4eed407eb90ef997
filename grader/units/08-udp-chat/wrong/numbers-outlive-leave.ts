// Wrong on purpose: keeps the numbers beside the members, and LEAVE forgets the member alone.
// check: doubled-and-reordered
// cause: numbers-outlived-leave
import { isUtf8 } from 'node:buffer';
import dgram from 'node:dgram';
import { once } from 'node:events';

export { joinChat } from '../../../../solutions/08-udp-chat.ts';

interface Member {
  name: Buffer;
  address: string;
  port: number;
}

export async function startChatServer(room: { host: string; port: number }): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  const members = new Map<string, Member>();
  const numbersOf = new Map<string, number[]>();

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
          if (member) numbersOf.delete(id);
          members.set(id, { name, address: from.address, port: from.port });
        }
        reply(Buffer.of(0x11), from);
        return;
      }
      case 0x02: {
        if (!member || datagram.length < 3) return;
        const number = datagram.readUInt16BE(1);
        const numbers = numbersOf.get(id) ?? [];
        const said = Buffer.concat([
          Buffer.of(0x12),
          datagram.subarray(1, 3),
          Buffer.of(member.name.length),
          member.name,
          datagram.subarray(3),
        ]);
        if (said.length > 65_507 || numbers.includes(number)) return;
        numbersOf.set(id, [...numbers.slice(-63), number]);
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
