// Wrong on purpose: sends the ArrayBuffer of the reply, of which the reply is a part.
// check: replies-late
// cause: whole-array-buffer
import { once } from 'node:events';
import net from 'node:net';

/** Where a server listens. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/** Makes the reply to a question. It may take long, and it may fail. */
export type Reply = (question: Buffer) => Promise<Uint8Array>;

export interface Limits {
  /** The longest question that is read, in bytes. */
  mostBytes: number;
  /** How long a client that was told `too long` is waited for, in ms. */
  lingerMs: number;
}

/** A server that can be shut down with care. */
export interface ReplyServer extends net.Server {
  /**
   * Refuses new clients at once and lets the others finish, for `graceMs` at most; whoever is left
   * is reset. Resolves with the number of those, as soon as no connection is open.
   */
  shutdown(graceMs: number): Promise<number>;
}

const TOO_LONG = 'too long\n';

/** A server that replies to what came before a client's FIN; resolves once it listens. */
export async function startReplyServer(
  { host, port }: Address,
  reply: Reply,
  limits: Limits,
): Promise<ReplyServer> {
  const open = new Set<net.Socket>();
  // allowHalfOpen: without it Node answers each FIN with a FIN, before there is a reply.
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // A reset ends this conversation. Without a listener it would end the process.
    socket.on('error', () => {});
    converse(socket, reply, limits);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return Object.assign(server, {
    shutdown: (graceMs: number) => shutDown(server, open, graceMs),
  });
}

/** One question, read to its FIN, and one reply; or a refusal, and patience. */
function converse(socket: net.Socket, reply: Reply, { mostBytes, lingerMs }: Limits): void {
  const question: Buffer[] = [];
  let length = 0;
  socket.on('data', (chunk) => {
    length += chunk.length;
    if (length <= mostBytes) question.push(chunk);
    else if (!socket.writableEnded) refuse(socket, lingerMs);
  });
  socket.on('end', async () => {
    if (length > mostBytes) return;
    try {
      const answer = await reply(Buffer.concat(question));
      socket.end(Buffer.from(answer.buffer));
    } catch {
      // A FIN would say that this was the whole reply.
      socket.resetAndDestroy();
    }
  });
}

/** Ends our direction first, and waits for the client to end the other; but not for ever. */
function refuse(socket: net.Socket, lingerMs: number): void {
  socket.end(TOO_LONG);
  const timer = setTimeout(() => socket.resetAndDestroy(), lingerMs);
  socket.on('close', () => clearTimeout(timer));
}

async function shutDown(
  server: net.Server,
  open: ReadonlySet<net.Socket>,
  graceMs: number,
): Promise<number> {
  let broken = 0;
  const timer = setTimeout(() => {
    broken = open.size;
    for (const socket of open) socket.resetAndDestroy();
  }, graceMs);
  // It stops listening now; 'close' comes when the last connection has closed as well.
  server.close();
  await once(server, 'close');
  clearTimeout(timer);
  return broken;
}
