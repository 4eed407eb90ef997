// Right: a member that is an object-mode Readable, a room that is a generator fed with datagrams
import { isUtf8 } from 'node:buffer';
import dgram, { type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setInterval } from 'node:timers/promises';

type Outgoing = [to: { address: string; port: number }, bytes: Buffer];
type Incoming = [bytes: Buffer, from: RemoteInfo];

class Guest {
  readonly numbers = new Array<number>(64).fill(-1);
  readonly name: Buffer;
  readonly at: RemoteInfo;
  #slot = 0;

  constructor(name: Buffer, at: RemoteInfo) {
    this.name = name;
    this.at = at;
  }

  sits(at: RemoteInfo): boolean {
    return at.port === this.at.port && at.address === this.at.address;
  }

  /** A ring of 64 numbers: the oldest is overwritten. */
  says(number: number): boolean {
    if (this.numbers.includes(number)) return false;
    this.numbers[this.#slot] = number;
    this.#slot = (this.#slot + 1) % 64;
    return true;
  }
}

function* room(): Generator<Outgoing[], never, Incoming> {
  const guests = new Set<Guest>();
  let out: Outgoing[] = [];
  for (;;) {
    const [bytes, from] = yield out;
    out = [];
    const guest = [...guests].find((one) => one.sits(from));
    const rest = bytes.subarray(1);
    if (bytes[0] === 1) {
      const holder = [...guests].find((one) => one.name.equals(rest));
      if (rest.length === 0 || rest.length > 32 || !isUtf8(rest) || (holder && holder !== guest)) {
        out.push([from, Buffer.concat([Buffer.of(0x13), Buffer.from('cannot be')])]);
        continue;
      }
      if (!holder) {
        if (guest) guests.delete(guest);
        guests.add(new Guest(Buffer.from(rest), from));
      }
      out.push([from, Buffer.of(0x11)]);
    } else if (bytes[0] === 2 && guest && rest.length >= 2) {
      const head = Buffer.of(0x12, rest.readUInt8(0), rest.readUInt8(1), guest.name.length);
      const said = Buffer.concat([head, guest.name, rest.subarray(2)]);
      if (said.length > 65_507 || !guest.says(rest.readUInt16BE(0))) continue;
      for (const other of guests) if (other !== guest) out.push([other.at, said]);
    } else if (bytes[0] === 3 && guest) {
      guests.delete(guest);
    }
  }
}

export const startChatServer = async (address: { host: string; port: number }) => {
  const steps = room();
  steps.next();
  const socket = dgram.createSocket('udp4');
  socket.on('message', (...incoming) => {
    for (const [to, bytes] of steps.next(incoming).value) {
      socket.send(bytes, to.port, to.address, () => {});
    }
  });
  await once(socket.bind(address.port, address.host), 'listening');
  return socket.on('error', () => {});
};

class Member extends Readable {
  #socket: Socket;
  #copies = new Map<string, Set<string>>();
  #number = 0;
  #gone = false;
  readonly answer: Promise<void>;

  constructor(socket: Socket) {
    super({ objectMode: true, highWaterMark: 1, read() {} });
    this.#socket = socket;
    this.answer = new Promise((resolve, reject) => {
      socket.on('message', (bytes) => {
        if (bytes.length === 1 && bytes[0] === 0x11) resolve();
        else if (bytes[0] === 0x13) reject(new Error(bytes.subarray(1).toString()));
        else if (bytes[0] === 0x12) this.#take(bytes.subarray(1));
      });
    });
    this.answer.catch(() => {});
    socket.on('error', () => {});
  }

  #take(said: Buffer): void {
    const length = said[2];
    if (length === undefined || said.length < 3 + length) return;
    const from = said.toString('utf8', 3, 3 + length);
    const copies = this.#copies.get(from) ?? new Set();
    const copy = said.toString('base64');
    if (copies.has(copy)) return;
    this.#copies.set(from, new Set([...copies, copy].slice(-64)));
    // push(null) is the only end of a stream; a message without text is an object like any other.
    if (!this.#gone) this.push({ from, text: said.toString('utf8', 3 + length) });
  }

  say = async (text: string): Promise<void> => {
    if (text.length === 1 && 'qQ'.includes(text)) return this.leave();
    if (this.#gone) throw new Error('you left');
    const say = Buffer.allocUnsafe(3 + Buffer.byteLength(text));
    say.writeUInt8(2);
    say.writeUInt16BE(this.#number, 1);
    say.write(text, 3);
    // Only what was sent is counted.
    const number = this.#number;
    this.#number = (number + 1) % 65_536;
    await this.#send(say).catch((error) => {
      if (this.#number === (number + 1) % 65_536) this.#number = number;
      throw error;
    });
  };

  leave = async (): Promise<void> => {
    if (this.#gone) return;
    this.#gone = true;
    await this.#send(Buffer.of(3)).catch(() => {});
    await new Promise<void>((resolve) => this.#socket.close(resolve));
    this.push(null);
  };

  #send(bytes: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.send(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  async join(name: string): Promise<this> {
    let welcome = false;
    const wait = new AbortController();
    const done = () => wait.abort();
    this.answer.then(() => (welcome = true)).then(done, done);
    let asked = 0;
    try {
      await this.#send(Buffer.from(`\x01${name}`)).catch(() => {});
      for await (const _ of setInterval(250, undefined, { signal: wait.signal })) {
        asked += 1;
        if (asked === 5) break;
        await this.#send(Buffer.from(`\x01${name}`)).catch(() => {});
      }
    } catch {
      // an answer has come
    }
    if (wait.signal.aborted) await this.answer;
    if (!welcome) throw new Error('no answer to five requests');
    return this;
  }

  end(): void {
    this.#socket.close();
  }
}

export const joinChat = async (address: { host: string; port: number }, name: string) => {
  // The server would refuse it: no need to ask.
  const bytes = Buffer.byteLength(name);
  if (bytes < 1 || bytes > 32) throw new RangeError('a name is 1 to 32 bytes');
  const socket = dgram.createSocket('udp4');
  await new Promise<void>((resolve) => socket.connect(address.port, address.host, resolve));
  const member = new Member(socket);
  return member.join(name).catch((error) => {
    member.end();
    throw error;
  });
};
