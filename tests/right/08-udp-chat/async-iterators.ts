// Right: async iterators from end to end; one loop for the room, one for each member's socket
import { isUtf8 } from 'node:buffer';
import dgram from 'node:dgram';
import { EventEmitter, on, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

interface Address {
  host: string;
  port: number;
}

interface Message {
  from: string;
  text: string;
}

type Arrival = [datagram: Buffer, from: dgram.RemoteInfo];

/** The datagrams of a socket; its errors go nowhere, so the iteration outlives them. */
function datagrams(socket: dgram.Socket): AsyncIterable<Arrival> {
  const arrivals = new EventEmitter();
  socket.on('message', (...arrival: Arrival) => arrivals.emit('arrival', ...arrival));
  socket.on('error', () => {});
  socket.on('close', () => arrivals.emit('close'));
  // The listener is attached here and now, not at the first next().
  const iterator = on(arrivals, 'arrival', { close: ['close'] });
  return { [Symbol.asyncIterator]: () => iterator as AsyncIterator<Arrival> };
}

export async function startChatServer({ host, port }: Address): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  socket.bind(port, host);
  await once(socket, 'listening');
  void serve(socket, datagrams(socket));
  return socket;
}

async function serve(socket: dgram.Socket, arrivals: AsyncIterable<Arrival>): Promise<void> {
  const names = new Map<string, Buffer>();
  const used = new Map<string, Set<number>>();
  const tell = (place: string, bytes: Uint8Array) => {
    const [port, host] = place.split('@');
    try {
      socket.send(bytes, Number(port), host, () => {});
    } catch {
      // closed in the meantime
    }
  };
  for await (const [bytes, { address, port }] of arrivals) {
    const place = `${port}@${address}`;
    const name = names.get(place);
    if (bytes[0] === 0x01) {
      const wanted = Buffer.from(bytes.subarray(1));
      const holder = [...names].find(([, held]) => Buffer.compare(held, wanted) === 0)?.[0];
      if (!isUtf8(wanted) || wanted.length < 1 || wanted.length > 32) {
        tell(place, Buffer.from('\x13bad name'));
      } else if (holder !== undefined && holder !== place) {
        tell(place, Buffer.from('\x13somebody has this name'));
      } else {
        if (holder === undefined) used.set(place, new Set());
        names.set(place, wanted);
        tell(place, Uint8Array.of(0x11));
      }
    } else if (bytes[0] === 0x02 && name && bytes.length >= 3) {
      const said = new Uint8Array(bytes.length + 1 + name.length);
      said.set(bytes.subarray(0, 3));
      said[0] = 0x12;
      said[3] = name.length;
      said.set(name, 4);
      said.set(bytes.subarray(3), 4 + name.length);
      const numbers = used.get(place);
      const number = bytes.readUInt16BE(1);
      if (said.length > 65507 || !numbers || numbers.has(number)) continue;
      numbers.add(number);
      if (numbers.size > 64) for (const first of [...numbers].slice(0, -64)) numbers.delete(first);
      for (const other of names.keys()) if (other !== place) tell(other, said);
    } else if (bytes[0] === 0x03) {
      names.delete(place);
      used.delete(place);
    }
  }
}

export async function joinChat({ host, port }: Address, name: string) {
  const socket = dgram.createSocket('udp4');
  const arrivals = datagrams(socket);
  socket.connect(port, host);
  await new Promise<void>((resolve) => socket.once('connect', resolve));

  const send = (bytes: Buffer) =>
    new Promise<void>((resolve, reject) => {
      socket.send(bytes, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });

  const welcome = new AbortController();
  const refused = new AbortController();
  const messages = read(arrivals, welcome, refused);
  // An async generator does nothing before its first next(); this one answers for the joining too.
  const queue = pump(messages);
  for (let i = 0; i < 5 && !welcome.signal.aborted && !refused.signal.aborted; i += 1) {
    await send(Buffer.from(`\x01${name}`)).catch(() => {});
    const signal = AbortSignal.any([welcome.signal, refused.signal]);
    await delay(200, undefined, { signal }).catch(() => {});
  }
  if (!welcome.signal.aborted) {
    socket.close();
    throw refused.signal.aborted ? refused.signal.reason : new Error('five times no answer');
  }

  let next = 0;
  let gone: Promise<unknown> | undefined;
  return {
    async say(text: string): Promise<void> {
      if (/^q$/i.test(text)) return this.leave();
      if (gone) throw new Error('gone');
      const head = Buffer.of(0x02, next >> 8, next & 0xff);
      next = (next + 1) % 0x1_0000;
      await send(Buffer.concat([head, Buffer.from(text)]));
    },
    async leave(): Promise<void> {
      gone ??= send(Buffer.of(0x03))
        .catch(() => {})
        .then(() => new Promise<void>((resolve) => socket.close(resolve)));
      await gone;
    },
    [Symbol.asyncIterator]: () => queue,
  };
}

async function* read(
  arrivals: AsyncIterable<Arrival>,
  welcome: AbortController,
  refused: AbortController,
): AsyncGenerator<Message, undefined> {
  const seen = new Map<string, string[]>();
  for await (const [bytes] of arrivals) {
    if (bytes[0] === 0x11) welcome.abort();
    if (bytes[0] === 0x13) refused.abort(new Error(`no: ${bytes.subarray(1)}`));
    if (bytes[0] !== 0x12 || bytes.length < 4 || bytes.length < 4 + bytes.readUInt8(3)) continue;
    const nameEnd = 4 + bytes.readUInt8(3);
    const [from, text] = [bytes.subarray(4, nameEnd), bytes.subarray(nameEnd)];
    const copy = bytes.toString('latin1');
    const last = seen.get(`${from}`) ?? [];
    if (last.includes(copy)) continue;
    seen.set(`${from}`, [...last, copy].slice(-64));
    yield { from: `${from}`, text: `${text}` };
  }
  return undefined;
}

/** Reads ahead of whoever reads, so that a slow reader does not hold up the joining. */
function pump<T>(source: AsyncIterator<T>): AsyncIterator<T> & AsyncIterable<T> {
  const results: Promise<IteratorResult<T>>[] = [];
  const readers: ((result: Promise<IteratorResult<T>>) => void)[] = [];
  let ended = false;
  const advance = async (): Promise<void> => {
    while (!ended) {
      const result = await source.next();
      ended = result.done === true;
      const reader = readers.shift();
      if (reader) reader(Promise.resolve(result));
      else results.push(Promise.resolve(result));
    }
    for (const reader of readers.splice(0)) reader(end());
  };
  const end = (): Promise<IteratorResult<T>> => Promise.resolve({ done: true, value: undefined });
  void advance();
  return {
    next() {
      const result = results.shift();
      if (result) return result;
      return ended ? end() : new Promise((resolve) => readers.push(resolve));
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
