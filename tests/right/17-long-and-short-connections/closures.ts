// Right: functions and closures, promises chained one behind the other, a timer restarted for each purpose
import net from 'node:net';

type Address = { host: string; port: number };
type Times = { idleMs: number; heartbeatMs: number; deadMs: number };

function writeFrame(socket: net.Socket, body: Uint8Array): void {
  const bytes = new Uint8Array(4 + body.length);
  new DataView(bytes.buffer).setUint32(0, body.length);
  bytes.set(body, 4);
  socket.write(bytes);
}

function onFrame(socket: net.Socket, take: (body: Buffer) => void, heard = () => {}): void {
  let kept: Buffer[] = [];
  socket.on('readable', () => {
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
      heard();
      kept.push(chunk);
      let bytes = Buffer.concat(kept);
      while (bytes.length >= 4 && bytes.length - 4 >= bytes.readUInt32BE(0)) {
        const body = Buffer.from(bytes.subarray(4, 4 + bytes.readUInt32BE(0)));
        bytes = bytes.subarray(4 + body.length);
        take(body);
      }
      kept = [bytes];
    }
  });
}

const restartable = (ms: number, run: () => void) => {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  const start = () => {
    stop();
    timer = setTimeout(run, ms);
  };
  return { start, stop };
};

function openLine(address: Address, { idleMs, heartbeatMs, deadMs }: Times) {
  const socket = net.connect(address.port, address.host);
  const replies: ((reply: Buffer) => void)[] = [];
  const losses: ((error: Error) => void)[] = [];
  let reason: Error | undefined;
  let good = true;
  let drained = () => {};
  const finish = () => {
    good = false;
    beat.stop();
    socket.end();
  };
  const idle = restartable(idleMs, finish);
  const dead = restartable(deadMs, () => {
    reason = Object.assign(new Error(`silence for ${deadMs} ms`), { code: 'ETIMEDOUT' });
    socket.destroy();
  });
  const beat = restartable(heartbeatMs, () => {
    if (good && !socket.connecting) writeFrame(socket, new Uint8Array(0));
    beat.start();
  });
  beat.start();
  dead.start();
  const take = (body: Buffer) => {
    if (body.length === 0) return;
    losses.shift();
    replies.shift()?.(body);
    if (replies.length > 0) return;
    if (good) idle.start();
    drained();
  };
  onFrame(socket, take, dead.start);
  socket.on('error', (error) => {
    reason ??= error;
  });
  socket.on('end', () => {
    good = false;
  });
  const over = new Promise<void>((resolve) => {
    socket.on('close', () => {
      good = false;
      for (const timer of [idle, dead, beat]) timer.stop();
      for (const lose of losses.splice(0)) lose(reason ?? new Error('the connection ended'));
      resolve();
    });
  });
  return {
    isGood: () => good && !socket.destroyed && !socket.readableEnded,
    ask: (body: Uint8Array) =>
      new Promise<Buffer>((resolve, reject) => {
        idle.stop();
        replies.push(resolve);
        losses.push(reject);
        writeFrame(socket, body);
      }),
    finish: () => {
      idle.stop();
      if (replies.length === 0) finish();
      else drained = finish;
      return over;
    },
    over,
  };
}

export const requestOnce = (address: Address, body: Uint8Array): Promise<Buffer> => {
  const never = 2 ** 30;
  const line = openLine(address, { idleMs: never, heartbeatMs: never, deadMs: never });
  return line.ask(body).finally(() => void line.finish());
};

export class LongClient {
  request: (body: Uint8Array, options?: { idempotent?: boolean }) => Promise<Buffer>;
  close: () => Promise<void>;

  constructor(address: Address, times: Times) {
    let line: ReturnType<typeof openLine> | undefined;
    let closed = false;
    const ask = (body: Uint8Array) => {
      if (!line?.isGood()) line = openLine(address, times);
      return line.ask(body);
    };
    this.request = async (body, { idempotent = false } = {}) => {
      if (closed) throw new Error('the client is closed');
      const first = ask(body);
      return idempotent ? first.catch(() => ask(body)) : first;
    };
    this.close = async () => {
      closed = true;
      if (line) await (line.isGood() ? line.finish() : line.over);
    };
  }
}

export function startSlowEchoServer(address: Address, options: { idleMs: number }) {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const silence = restartable(options.idleMs, () => socket.destroy());
    let replies = Promise.resolve();
    let owed = 0;
    silence.start();
    onFrame(socket, (body) => {
      if (body.length === 0) {
        if (owed === 0) silence.start();
        writeFrame(socket, body);
        return;
      }
      silence.stop();
      owed++;
      const worked = new Promise((resolve) => setTimeout(resolve, body.readUInt16BE(0)));
      replies = replies.then(async () => {
        await worked;
        owed--;
        if (!socket.writable) return;
        writeFrame(socket, body);
        if (owed === 0) silence.start();
      });
    });
    socket.on('end', async () => {
      let last: Promise<void>;
      do {
        last = replies;
        await last;
      } while (last !== replies);
      socket.end();
    });
    socket.on('error', () => {});
    socket.on('close', silence.stop);
  });
  return new Promise<net.Server>((resolve, reject) => {
    server.on('error', reject);
    server.listen(address.port, address.host, () => resolve(server));
  });
}
