// Right: callbacks, arrays and an unconnected client that looks at every sender itself
import dgram from 'node:dgram';

interface Message {
  from: string;
  text: string;
}

interface Entry {
  host: string;
  port: number;
  name: string;
  numbers: number[];
}

export function startChatServer(address: { host: string; port: number }): Promise<dgram.Socket> {
  return new Promise((resolve, reject) => {
    let entries: Entry[] = [];
    const socket = dgram.createSocket('udp4', (bytes, sender) => {
      const at = (entry: Entry) => entry.host === sender.address && entry.port === sender.port;
      const speaker = entries.find(at);
      if (bytes.length === 0) return;
      if (bytes[0] === 3) {
        entries = entries.filter((entry) => !at(entry));
      } else if (bytes[0] === 2) {
        if (!speaker || bytes.length < 3) return;
        const name = Buffer.from(speaker.name, 'hex');
        if (bytes.length + 1 + name.length > 65507) return;
        const number = bytes.readUInt16BE(1);
        if (speaker.numbers.indexOf(number) >= 0) return;
        speaker.numbers.unshift(number);
        speaker.numbers.length = Math.min(speaker.numbers.length, 64);
        // An array of buffers leaves as one datagram.
        const parts = [Buffer.of(18), bytes.subarray(1, 3), Buffer.of(name.length), name];
        parts.push(bytes.subarray(3));
        entries.forEach((entry) => {
          if (entry !== speaker) socket.send(parts, entry.port, entry.host, ignore);
        });
      } else if (bytes[0] === 1) {
        const name = bytes.toString('hex', 1);
        const named = entries.find((entry) => entry.name === name);
        if (!isName(bytes.subarray(1))) return refuse('无效的名字');
        if (named && named !== speaker) return refuse('already in the room');
        if (!named) {
          entries = entries.filter((entry) => !at(entry));
          entries.push({ host: sender.address, port: sender.port, name, numbers: [] });
        }
        socket.send(Buffer.of(17), sender.port, sender.address, ignore);
      }

      function refuse(reason: string): void {
        socket.send(Buffer.from(`\u0013${reason}`), sender.port, sender.address, ignore);
      }
    });
    socket.once('error', reject);
    socket.bind(address.port, address.host, () => {
      socket.on('error', ignore);
      resolve(socket);
    });
  });
}

function isName(bytes: Buffer): boolean {
  // What is not UTF-8 does not survive the way there and back.
  return bytes.length > 0 && bytes.length <= 32 && Buffer.from(bytes.toString()).equals(bytes);
}

function ignore(): void {}

export function joinChat(server: { host: string; port: number }, name: string) {
  const socket = dgram.createSocket('udp4');
  const waiting: ((result: IteratorResult<Message, undefined>) => void)[] = [];
  const messages: Message[] = [];
  const history: { [name: string]: string[] } = Object.create(null);
  let count = 0;
  let state: 'joining' | 'in' | 'out' = 'joining';

  function send(bytes: Buffer, done: (error: Error | null) => void): void {
    socket.send(bytes, 0, bytes.length, server.port, server.host, done);
  }

  function hear(bytes: Buffer): void {
    if (state !== 'in' || bytes.length < 4) return;
    const end = 4 + (bytes[3] ?? 0);
    if (end > bytes.length) return;
    const message = { from: bytes.toString('utf8', 4, end), text: bytes.toString('utf8', end) };
    const numbers = history[message.from] ?? [];
    history[message.from] = numbers;
    const number = bytes.toString('hex', 1, 3) + message.text;
    if (numbers.includes(number)) return;
    numbers.push(number);
    if (numbers.length > 64) numbers.shift();
    const reader = waiting.shift();
    if (reader) reader({ done: false, value: message });
    else messages.push(message);
  }

  function leave(): Promise<void> {
    if (state === 'out') return Promise.resolve();
    state = 'out';
    return new Promise((resolve) => {
      send(Buffer.of(3), () => {
        socket.close(() => {
          for (const reader of waiting.splice(0)) reader({ done: true, value: undefined });
          resolve();
        });
      });
    });
  }

  const member = {
    say(text: string): Promise<void> {
      if (text.length === 1 && text.toLowerCase() === 'q') return leave();
      if (state === 'out') return Promise.reject(new Error('not in the room any more'));
      const body = Buffer.from(text, 'utf8');
      const bytes = Buffer.alloc(3 + body.length);
      bytes[0] = 2;
      bytes.writeUInt16BE(count, 1);
      body.copy(bytes, 3);
      count = (count + 1) & 0xffff;
      return new Promise((resolve, reject) => {
        send(bytes, (error) => {
          if (error) reject(error);
          else resolve();
        });
      });
    },
    leave,
    [Symbol.asyncIterator]() {
      return {
        next(): Promise<IteratorResult<Message, undefined>> {
          const value = messages.shift();
          if (value) return Promise.resolve({ done: false, value });
          if (state === 'out') return Promise.resolve({ done: true, value: undefined });
          return new Promise((resolve) => waiting.push(resolve));
        },
      };
    },
  };

  return new Promise<typeof member>((resolve, reject) => {
    let asked = 0;
    let timer: NodeJS.Timeout | undefined;

    function ask(): void {
      if (asked++ === 5) {
        fail(new Error(`nobody at ${server.host}:${server.port}`));
        return;
      }
      // 450 ms is long, and still within what was agreed.
      timer = setTimeout(ask, 450);
      send(Buffer.concat([Buffer.of(1), Buffer.from(name)]), ignore);
    }

    function fail(error: Error): void {
      clearTimeout(timer);
      state = 'out';
      socket.close(() => reject(error));
    }

    socket.on('error', ignore);
    socket.on('message', (bytes, sender) => {
      if (sender.address !== server.host || sender.port !== server.port) return;
      if (bytes[0] === 18) hear(bytes);
      if (state !== 'joining') return;
      if (bytes[0] === 17) {
        clearTimeout(timer);
        state = 'in';
        resolve(member);
      } else if (bytes[0] === 19) {
        fail(new Error(bytes.subarray(1).toString()));
      }
    });
    ask();
  });
}
