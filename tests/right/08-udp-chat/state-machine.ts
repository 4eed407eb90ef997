// Right: two pure state machines, a room and a member, with the sockets kept outside
import dgram from 'node:dgram';

type Place = `${string}|${number}`;

interface Person {
  readonly name: string;
  readonly last: readonly number[];
}

type Room = ReadonlyMap<Place, Person>;

interface Step {
  readonly room: Room;
  readonly send: readonly (readonly [Place, Buffer])[];
}

// Names are kept as one character for each byte, so that equal names are equal bytes.
function enter(room: Room, place: Place, name: string): Step {
  const refuse = (why: string): Step => ({ room, send: [[place, Buffer.from(`\x13${why}`)]] });
  if (name === '' || name.length > 32) return refuse('1 to 32 bytes');
  const text = Buffer.from(name, 'latin1').toString();
  if (Buffer.from(text).toString('latin1') !== name) return refuse('not UTF-8');
  const welcome = [[place, Buffer.of(0x11)]] as const;
  for (const [other, person] of room) {
    if (person.name !== name) continue;
    return other === place ? { room, send: welcome } : refuse('in use');
  }
  return { room: new Map(room).set(place, { name, last: [] }), send: welcome };
}

function pass(room: Room, place: Place, datagram: Buffer): Step {
  const person = room.get(place);
  const nothing = { room, send: [] };
  if (person === undefined || datagram.length < 3) return nothing;
  const number = datagram.readUInt16BE(1);
  const head = `\x12${datagram.toString('latin1', 1, 3)}${String.fromCharCode(person.name.length)}`;
  const said = Buffer.from(head + person.name + datagram.toString('latin1', 3), 'latin1');
  if (said.length > 65507 || person.last.includes(number)) return nothing;
  const heard = { name: person.name, last: [number, ...person.last].slice(0, 64) };
  const others = [...room.keys()].filter((other) => other !== place);
  return {
    room: new Map(room).set(place, heard),
    send: others.map((other) => [other, said] as const),
  };
}

function stepRoom(room: Room, place: Place, datagram: Buffer): Step {
  switch (datagram.at(0)) {
    case 1:
      return enter(room, place, datagram.toString('latin1', 1));
    case 2:
      return pass(room, place, datagram);
    case 3:
      return { room: new Map([...room].filter(([other]) => other !== place)), send: [] };
    default:
      return { room, send: [] };
  }
}

export async function startChatServer(at: { host: string; port: number }): Promise<dgram.Socket> {
  const socket = dgram.createSocket({ type: 'udp4' });
  let room: Room = new Map();
  socket.on('message', (datagram, { address, port }) => {
    const step = stepRoom(room, `${address}|${port}`, datagram);
    room = step.room;
    for (const [place, bytes] of step.send) {
      const [host, to] = place.split('|');
      socket.send(bytes, Number(to), host, () => undefined);
    }
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('listening', resolve).on('error', reject);
    socket.bind(at.port, at.host);
  });
  return socket;
}

interface Message {
  from: string;
  text: string;
}

type State =
  | { at: 'asking'; left: number }
  | { at: 'inside' }
  | { at: 'refused'; why: string }
  | { at: 'unanswered' }
  | { at: 'leaving' }
  | { at: 'outside' };

type Event =
  | { type: 'tick' }
  | { type: 'datagram'; bytes: Buffer }
  | { type: 'leave' }
  | { type: 'closed' };

function stepMember(state: State, event: Event): State {
  if (event.type === 'closed') return { at: 'outside' };
  if (event.type === 'leave') return state.at === 'inside' ? { at: 'leaving' } : state;
  if (state.at !== 'asking') return state;
  if (event.type === 'tick') {
    return state.left > 0 ? { at: 'asking', left: state.left - 1 } : { at: 'unanswered' };
  }
  if (event.bytes[0] === 0x11) return { at: 'inside' };
  if (event.bytes[0] === 0x13) return { at: 'refused', why: event.bytes.toString('utf8', 1) };
  return state;
}

export function joinChat(server: { host: string; port: number }, name: string) {
  const socket = dgram.createSocket('udp4');
  const inbox: Message[] = [];
  const numbers = new Map<string, number[]>();
  const after: (() => void)[] = [];
  let state: State = { at: 'asking', left: 5 };
  let count = -1;

  const settled = () => {
    for (const check of after.splice(0)) check();
  };
  const until = async <T>(test: () => T | undefined): Promise<T> => {
    for (;;) {
      const value = test();
      if (value !== undefined) return value;
      await new Promise<void>((resolve) => after.push(resolve));
    }
  };
  const happen = (event: Event) => {
    state = stepMember(state, event);
    if (event.type === 'datagram' && event.bytes[0] === 0x12 && state.at === 'inside') {
      hear(event.bytes);
    }
    settled();
  };
  const hear = (bytes: Buffer) => {
    if (bytes.length < 4 || bytes.length - 4 < bytes.readUInt8(3)) return;
    const from = bytes.subarray(4, 4 + bytes.readUInt8(3)).toString();
    const last = numbers.get(from) ?? [];
    // Names and numbers alone: a text that differs is a case nobody has settled.
    if (last.includes(bytes.readUInt16BE(1))) return;
    numbers.set(from, [bytes.readUInt16BE(1), ...last].slice(0, 64));
    inbox.push({ from, text: bytes.subarray(4 + bytes.readUInt8(3)).toString() });
  };

  socket.on('error', () => undefined);
  socket.on('close', () => happen({ type: 'closed' }));
  socket.on('message', (bytes, { address, port }) => {
    if (address === server.host && port === server.port) happen({ type: 'datagram', bytes });
  });

  async function join() {
    for (;;) {
      happen({ type: 'tick' });
      if (state.at !== 'asking') break;
      socket.send(Buffer.from(`\u0001${name}`), server.port, server.host, () => undefined);
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([
        until(() => (state.at === 'asking' ? undefined : true)),
        new Promise((resolve) => {
          timer = setTimeout(resolve, 120);
        }),
      ]);
      clearTimeout(timer);
      if (state.at !== 'asking') break;
    }
    if (state.at === 'inside') return member;
    const error = new Error(state.at === 'refused' ? state.why : 'no answer');
    socket.close();
    throw error;
  }

  const member = {
    async say(text: string): Promise<void> {
      if (['Q', 'q'].includes(text)) return member.leave();
      if (state.at !== 'inside') throw new Error(`you are ${state.at}`);
      count = (count + 1) % 65536;
      const head = Buffer.from([2, count / 256, count % 256]);
      await new Promise<void>((resolve, reject) => {
        socket.send([head, Buffer.from(text)], server.port, server.host, (error) => {
          if (error) reject(error);
          else resolve();
        });
      });
    },
    async leave(): Promise<void> {
      if (state.at === 'inside') {
        happen({ type: 'leave' });
        socket.send(Buffer.of(3), server.port, server.host, () => socket.close());
      }
      await until(() => (state.at === 'outside' ? true : undefined));
    },
    [Symbol.asyncIterator](): AsyncIterator<Message> {
      return {
        async next() {
          return until<IteratorResult<Message>>(() => {
            const value = inbox.shift();
            if (value) return { done: false, value };
            return state.at === 'outside' ? { done: true, value: undefined } : undefined;
          });
        },
        async return() {
          // Whoever stops reading leaves the room.
          await member.leave();
          return { done: true, value: undefined };
        },
      };
    },
  };
  return join();
}
