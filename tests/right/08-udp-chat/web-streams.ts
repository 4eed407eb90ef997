// Right: web streams; the room is a transform of letters, a member reads a ReadableStream
import dgram from 'node:dgram';
import { ReadableStream, TransformStream, WritableStream } from 'node:stream/web';

interface Letter {
  port: number;
  host: string;
  bytes: Uint8Array;
}

interface Message {
  from: string;
  text: string;
}

/** A socket as a pair of streams; neither ends before the socket is closed. */
function streams(socket: dgram.Socket) {
  const incoming = new ReadableStream<Letter>(
    {
      start(controller) {
        socket.on('message', (bytes, { port, address: host }) => {
          controller.enqueue({ port, host, bytes });
        });
        socket.on('close', () => controller.close());
        socket.on('error', () => {});
      },
    },
    { highWaterMark: Number.POSITIVE_INFINITY },
  );
  const outgoing = new WritableStream<Letter>({
    write: ({ port, host, bytes }) =>
      new Promise<void>((resolve) => {
        try {
          socket.send(bytes, port, host, () => resolve());
        } catch {
          resolve();
        }
      }),
  });
  return { incoming, outgoing };
}

export function startChatServer(where: { host: string; port: number }): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.bind({ port: where.port, address: where.host, exclusive: true }, () => {
      const { incoming, outgoing } = streams(socket);
      incoming.pipeThrough(room()).pipeTo(outgoing, { preventClose: true });
      resolve(socket);
    });
  });
}

function room(): TransformStream<Letter, Letter> {
  interface Seat {
    name: string;
    port: number;
    host: string;
    numbers: Uint8Array;
    order: number[];
  }
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const seats = new Map<string, Seat>();
  const seatOf = new Map<string, Seat>();

  return new TransformStream({
    transform({ port, host, bytes }, controller) {
      const here = `${host}#${port}`;
      const seat = seatOf.get(here);
      const answer = (...reply: number[]) => {
        controller.enqueue({ port, host, bytes: Uint8Array.from(reply) });
      };
      switch (bytes[0]) {
        case 1: {
          let name: string;
          try {
            name = strict.decode(bytes.subarray(1));
          } catch {
            return answer(0x13, ...Buffer.from('not UTF-8'));
          }
          if (bytes.length < 2) return answer(0x13, ...Buffer.from('a name, please'));
          if (bytes.length > 33) return answer(0x13, ...Buffer.from('too long'));
          const holder = seats.get(name);
          if (holder && holder !== seat) return answer(0x13, ...Buffer.from(`${name} is here`));
          if (!holder) {
            if (seat) seats.delete(seat.name);
            const fresh = { name, port, host, numbers: new Uint8Array(8192), order: [] };
            seats.set(name, fresh);
            seatOf.set(here, fresh);
          }
          return answer(0x11);
        }
        case 2: {
          if (!seat || bytes.length < 3) return;
          const name = new TextEncoder().encode(seat.name);
          const head = Uint8Array.of(0x12, ...bytes.subarray(1, 3), name.length);
          const said = Buffer.concat([head, name, bytes.subarray(3)]);
          if (said.length > 65_507) return;
          // One bit for each of the 65,536 numbers; 64 of them are set.
          const number = said.readUInt16BE(1);
          const bit = 1 << (number & 7);
          if ((seat.numbers[number >> 3] ?? 0) & bit) return;
          seat.numbers[number >> 3] = (seat.numbers[number >> 3] ?? 0) | bit;
          seat.order.push(number);
          if (seat.order.length > 64) {
            const old = seat.order.shift() ?? 0;
            seat.numbers[old >> 3] = (seat.numbers[old >> 3] ?? 0) & ~(1 << (old & 7));
          }
          for (const other of seats.values()) {
            if (other === seat) continue;
            controller.enqueue({ port: other.port, host: other.host, bytes: said });
          }
          return;
        }
        case 3:
          if (!seat) return;
          seats.delete(seat.name);
          seatOf.delete(here);
      }
    },
  });
}

export async function joinChat(server: { host: string; port: number }, name: string) {
  const socket = dgram.createSocket('udp4');
  const { incoming } = streams(socket);
  await new Promise<void>((resolve) => socket.connect(server.port, server.host, resolve));

  let decide: (refusal?: Error) => void = () => {};
  const decision = new Promise<Error | undefined>((resolve) => {
    decide = resolve;
  });
  const seen: string[] = [];
  const messages = incoming.pipeThrough(
    new TransformStream<Letter, Message>(
      {
        transform({ bytes }, controller) {
          const datagram = Buffer.from(bytes);
          if (datagram[0] === 0x11) decide();
          if (datagram[0] === 0x13) decide(new Error(datagram.toString('utf8', 1)));
          if (datagram[0] !== 0x12 || datagram.length < 4) return;
          const end = 4 + datagram.readUInt8(3);
          if (end > datagram.length) return;
          // The last 64 of this name, among the copies of all of them.
          const from = datagram.toString('utf8', 4, end);
          const copy = datagram.toString('hex');
          const prefix = (entry: string) => entry.startsWith(datagram.toString('hex', 3, end), 6);
          const own = seen.filter(prefix);
          if (own.includes(copy)) return;
          if (own.length === 64) seen.splice(seen.findIndex(prefix), 1);
          seen.push(copy);
          controller.enqueue({ from, text: datagram.toString('utf8', end) });
        },
      },
      { highWaterMark: Number.POSITIVE_INFINITY },
      { highWaterMark: Number.POSITIVE_INFINITY },
    ),
  );

  const join = Buffer.concat([Buffer.of(1), Buffer.from(name)]);
  let asked = 1;
  socket.send(join, () => {});
  const timer = setInterval(() => {
    if (asked++ < 5) socket.send(join, () => {});
    else decide(new Error('nobody answers'));
  }, 300);
  const refusal = await decision;
  clearInterval(timer);
  if (refusal) {
    socket.close();
    throw refusal;
  }

  const counter = new Uint16Array(1);
  let closed: Promise<void> | null = null;
  const leave = () => {
    closed ??= new Promise((resolve) => {
      socket.send(Buffer.of(3), () => socket.close(() => resolve()));
    });
    return closed;
  };
  return {
    leave,
    say: (text: string) => {
      if (text === 'q' || text === 'Q') return leave();
      if (closed) return Promise.reject(new Error('closed'));
      const number = Buffer.alloc(2);
      number.writeUInt16BE(counter[0] ?? 0);
      counter[0] = (counter[0] ?? 0) + 1;
      return new Promise<void>((resolve, reject) => {
        const done = (error: Error | null) => (error ? reject(error) : resolve());
        socket.send([Buffer.of(2), number, Buffer.from(text)], done);
      });
    },
    [Symbol.asyncIterator]: () => messages.values({ preventCancel: true }),
  };
}
