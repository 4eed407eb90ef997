// Wrong on purpose: counts a SAY when it has been sent, and others are under way by then.
// check: says
// cause: number-after-send
import dgram from 'node:dgram';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { ChatMember, ChatMessage } from '../../../../solutions/08-udp-chat.ts';

export { startChatServer } from '../../../../solutions/08-udp-chat.ts';

export async function joinChat(
  server: { host: string; port: number },
  name: string,
): Promise<ChatMember> {
  const socket = dgram.createSocket('udp4');
  socket.connect(server.port, server.host);
  await once(socket, 'connect');
  // The server may be gone for a while: an error is no reason to end.
  socket.on('error', () => {});

  const inbox: ChatMessage[] = [];
  const copies = new Map<string, string[]>();
  let number = 0;
  let left = false;
  let wake = () => {};

  function send(datagram: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      socket.send(datagram, (error) => (error ? reject(error) : resolve()));
    });
  }

  function receive(said: Buffer): void {
    if (said.length < 4 || said.length < 4 + said.readUInt8(3)) return;
    const textStart = 4 + said.readUInt8(3);
    const from = said.toString('utf8', 4, textStart);
    const text = said.toString('utf8', textStart);
    const copy = `${said.readUInt16BE(1)} ${text}`;
    const last = copies.get(from) ?? [];
    if (last.includes(copy)) return;
    copies.set(from, [...last.slice(-63), copy]);
    inbox.push({ from, text });
    wake();
  }

  const answer = new Promise<boolean>((resolve, reject) => {
    socket.on('message', (datagram) => {
      if (datagram[0] === 0x12) receive(datagram);
      if (datagram[0] === 0x11) resolve(true);
      if (datagram[0] === 0x13) reject(new Error(datagram.toString('utf8', 1)));
    });
  });

  try {
    let welcome = false;
    for (let asked = 0; asked < 5 && !welcome; asked += 1) {
      await send(Buffer.from(`\x01${name}`)).catch(() => {});
      welcome = await Promise.race([answer, setTimeout(200, false)]);
    }
    if (!welcome) throw new Error('nobody answered 5 times');
  } catch (error) {
    socket.close();
    throw error;
  }

  async function leave(): Promise<void> {
    if (left) return;
    left = true;
    await send(Buffer.of(0x03)).catch(() => {});
    socket.close();
    await once(socket, 'close');
    wake();
  }

  return {
    async say(text) {
      if (text === 'Q' || text === 'q') return leave();
      if (left) throw new Error('you have left');
      const say = Buffer.from(`\x02\0\0${text}`);
      say.writeUInt16BE(number, 1);
      await send(say);
      await setTimeout(1); // so that it is on its way
      number = (number + 1) % 65_536;
    },
    leave,
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const message = inbox.shift();
        if (message) {
          yield message;
        } else if (left) {
          return;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}
