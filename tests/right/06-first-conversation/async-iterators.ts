// Right: async iterators
import { once } from 'node:events';
import net from 'node:net';

interface Address {
  host: string;
  port: number;
}

async function* linesOf(socket: net.Socket): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let unfinished = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    unfinished += decoder.decode(chunk, { stream: true });
    const lines = unfinished.split('\n');
    unfinished = lines.pop() ?? '';
    yield* lines;
  }
}

async function say(socket: net.Socket, text: string): Promise<void> {
  if (!socket.write(text)) await once(socket, 'drain');
}

async function start(
  { host, port }: Address,
  serve: (socket: net.Socket) => Promise<void>,
): Promise<net.Server> {
  // What is said behind an await may come after the client's FIN.
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    serve(socket).catch(() => socket.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

export const startGreetingServer = (address: Address): Promise<net.Server> =>
  start(address, async (socket) => {
    await say(socket, '你好\n');
    for await (const _ of socket.iterator({ destroyOnReturn: false }));
    socket.end();
  });

export const startConversationServer = (address: Address): Promise<net.Server> =>
  start(address, async (socket) => {
    await say(socket, '你好\n');
    for await (const line of linesOf(socket)) {
      if (socket.writableEnded) continue;
      if (line === 'exit') socket.end('再见\n');
      else await say(socket, `你好, ${line}\n`);
    }
    if (!socket.writableEnded) socket.end();
  });

export async function greet(
  address: Address,
  { deadlineMs }: { deadlineMs?: number } = {},
): Promise<string> {
  const signal = deadlineMs === undefined ? undefined : AbortSignal.timeout(deadlineMs);
  const socket = net.connect({ ...address, allowHalfOpen: true, ...(signal ? { signal } : {}) });
  socket.on('error', () => {});
  try {
    await once(socket, 'connect');
    for await (const line of linesOf(socket)) {
      socket.end('再见\n');
      socket.resume();
      return line;
    }
    throw new Error('the server left before it had greeted');
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

export async function converse(address: Address, lines: readonly string[]): Promise<string[]> {
  const socket = net.connect({ ...address, allowHalfOpen: true });
  socket.on('error', () => {});
  await once(socket, 'connect');
  const toSay = lines.values();
  const heard: string[] = [];
  let said = '';
  try {
    for await (const line of linesOf(socket)) {
      heard.push(line);
      const next = said === 'exit' ? undefined : toSay.next().value;
      if (next === undefined) {
        socket.end();
        socket.resume();
        return heard;
      }
      said = next;
      await say(socket, `${next}\n`);
    }
  } catch (error) {
    socket.destroy();
    throw error;
  }
  socket.destroy();
  throw new Error(`the server left and has not answered "${said}"`);
}
