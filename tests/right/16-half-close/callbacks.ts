// Right: callbacks and closures; it reads when told that it can, and looks around for who is left
import net from 'node:net';

type Reply = (question: Buffer) => Promise<Uint8Array>;
type Done = (left: number) => void;
type Draining = net.Server & { shutdown(graceMs: number): Promise<number> };

export function startReplyServer(
  address: { host: string; port: number },
  reply: Reply,
  limits: { mostBytes: number; lingerMs: number },
): Promise<Draining> {
  const open: Record<number, net.Socket> = {};
  let last = 0;
  let whenEmpty: (() => void) | undefined;

  const server = new net.Server({ allowHalfOpen: true, highWaterMark: 1024 }, (socket) => {
    last += 1;
    const number = last;
    open[number] = socket;
    socket.on('close', () => {
      delete open[number];
      if (Object.keys(open).length === 0) whenEmpty?.();
    });
    socket.on('error', () => {});
    readAll(socket, limits, (question) => {
      reply(question)
        .then((answer) => socket.end(answer))
        .catch(() => socket.resetAndDestroy());
    });
  });

  function shutdown(graceMs: number, done: Done): void {
    server.close();
    let broken = 0;
    const timer = setTimeout(() => {
      for (const socket of Object.values(open)) {
        broken += 1;
        socket.resetAndDestroy();
      }
    }, graceMs);
    whenEmpty = () => {
      clearTimeout(timer);
      done(broken);
    };
    if (Object.keys(open).length === 0) setImmediate(whenEmpty);
  }

  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.on('listening', () => {
      const asked = (graceMs: number) => new Promise<number>((done) => shutdown(graceMs, done));
      Object.defineProperty(server, 'shutdown', { value: asked });
      resolve(server as Draining);
    });
    server.listen({ ...address, exclusive: true });
  });
}

function readAll(
  socket: net.Socket,
  { mostBytes, lingerMs }: { mostBytes: number; lingerMs: number },
  asked: (question: Buffer) => void,
): void {
  let question: string[] | undefined = [];
  let length = 0;
  socket.on('readable', () => {
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
      length += chunk.length;
      question?.push(chunk.toString('latin1'));
      if (question === undefined || length <= mostBytes) continue;
      question = undefined;
      socket.end('too long\n');
      const timer = setTimeout(() => socket.resetAndDestroy(), lingerMs);
      socket.once('close', () => clearTimeout(timer));
    }
  });
  socket.on('end', () => {
    if (question) asked(Buffer.from(question.join(''), 'latin1'));
  });
}
