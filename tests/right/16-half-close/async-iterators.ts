// Right: async iterators, and one signal for all who are left
import { once } from 'node:events';
import net from 'node:net';

type Reply = (question: Buffer) => Promise<Uint8Array>;

interface Limits {
  mostBytes: number;
  lingerMs: number;
}

interface Draining extends net.Server {
  shutdown(graceMs: number): Promise<number>;
}

async function readQuestion(socket: net.Socket, { mostBytes, lingerMs }: Limits) {
  let question = Buffer.alloc(0);
  let lingering: NodeJS.Timeout | undefined;
  try {
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      if (lingering) continue;
      question = Buffer.concat([question, chunk]);
      if (question.length <= mostBytes) continue;
      socket.end('too long\n');
      lingering = setTimeout(() => socket.resetAndDestroy(), lingerMs);
    }
    return lingering ? undefined : question;
  } finally {
    clearTimeout(lingering);
  }
}

async function converse(socket: net.Socket, reply: Reply, limits: Limits): Promise<void> {
  // The loop takes its own listener away when it ends, and an RST may still come.
  socket.on('error', () => {});
  try {
    const question = await readQuestion(socket, limits);
    if (question) socket.end(await reply(question));
  } catch {
    socket.resetAndDestroy();
  }
  if (!socket.closed) await once(socket, 'close').catch(() => {});
}

export async function startReplyServer(
  { host, port }: { host: string; port: number },
  reply: Reply,
  limits: Limits,
): Promise<Draining> {
  const conversations = new Map<net.Socket, Promise<void>>();
  const server = net.createServer({ allowHalfOpen: true });
  server.on('connection', (socket) => {
    const over = converse(socket, reply, limits).finally(() => conversations.delete(socket));
    conversations.set(socket, over);
  });
  server.listen({ host, port });
  await once(server, 'listening');

  async function shutdown(graceMs: number): Promise<number> {
    server.close();
    const waiting = new AbortController();
    const late = new Promise<'late'>((resolve) => {
      const timer = setTimeout(() => resolve('late'), graceMs);
      waiting.signal.addEventListener('abort', () => clearTimeout(timer));
    });
    const all = Promise.all(conversations.values());
    const first = await Promise.race([all, late]);
    waiting.abort();
    if (first !== 'late') return 0;
    const left = [...conversations.keys()];
    for (const socket of left) socket.resetAndDestroy();
    await Promise.all(left.map((socket) => socket.closed || once(socket, 'close').catch(() => {})));
    return left.length;
  }

  return Object.assign(server, { shutdown });
}
