// Right: a TransformStream of lines for the clients, generators and pipeline for the servers
import { once } from 'node:events';
import net from 'node:net';
import { pipeline } from 'node:stream/promises';

interface Address {
  host: string;
  port: number;
}

function lines(): TransformStream<string, string> {
  let rest = '';
  return new TransformStream({
    transform(text, controller) {
      const found = (rest + text).split('\n');
      rest = found.pop() ?? '';
      for (const line of found) controller.enqueue(line);
    },
  });
}

async function* answers(said: AsyncIterable<Buffer>): AsyncGenerator<string> {
  yield '你好\n';
  const decoder = new TextDecoder();
  let rest = '';
  let over = false;
  for await (const chunk of said) {
    if (over) continue;
    const found = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = found.pop() ?? '';
    for (const line of found) {
      over = line === 'exit';
      yield over ? '再见\n' : `你好, ${line}\n`;
      if (over) break;
    }
  }
}

async function start(
  { host, port }: Address,
  serve: (socket: net.Socket) => void,
): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    serve(socket);
  });
  await once(server.listen(port, host), 'listening');
  return server;
}

export const startGreetingServer = (address: Address): Promise<net.Server> =>
  start(address, (socket) => {
    async function* greeting(said: AsyncIterable<Buffer>): AsyncGenerator<string> {
      yield '你好\n';
      for await (const _ of said);
    }
    pipeline(socket, greeting, socket).catch(() => {});
  });

export const startConversationServer = (address: Address): Promise<net.Server> =>
  start(address, (socket) => {
    // The FIN goes out behind 再见, not when the client's has come.
    const say = async () => {
      for await (const answer of answers(socket.iterator({ destroyOnReturn: false }))) {
        socket.write(answer);
        if (answer === '再见\n') socket.end();
      }
      if (!socket.writableEnded) socket.end();
    };
    say().catch(() => {});
  });

/** Not Readable.toWeb(): on Node 20 and 22 it does not tell the end of a half-open socket. */
function bytesOf(socket: net.Socket): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      socket.on('data', (chunk) => controller.enqueue(chunk));
      socket.once('end', () => controller.close());
      socket.once('error', (error) => controller.error(error));
    },
  });
}

async function dial(address: Address) {
  const socket = net.connect({ ...address, allowHalfOpen: true });
  await once(socket, 'connect');
  const texts = bytesOf(socket).pipeThrough(new TextDecoderStream());
  return { socket, reader: texts.pipeThrough(lines()).getReader() };
}

export async function greet(
  address: Address,
  options: { deadlineMs?: number } = {},
): Promise<string> {
  const { socket, reader } = await dial(address);
  const { deadlineMs } = options;
  const silence = new Promise<never>((_, reject) => {
    if (deadlineMs === undefined) return;
    socket.setTimeout(deadlineMs, () => reject(new Error('the server is silent')));
  });
  silence.catch(() => {});
  try {
    const { value } = await Promise.race([reader.read(), silence]);
    if (value === undefined) throw new Error('the server left');
    await new Promise<void>((resolve) => socket.end('再见\n', () => resolve()));
    return value;
  } finally {
    socket.destroySoon();
    if (!socket.writableEnded) socket.destroy();
  }
}

export async function converse(address: Address, texts: readonly string[]): Promise<string[]> {
  const { socket, reader } = await dial(address);
  const heard: string[] = [];
  const hear = async () => {
    const { value, done } = await reader.read();
    if (done) throw new Error('the server left');
    heard.push(value);
  };
  try {
    await hear();
    for (const text of texts) {
      socket.write(`${text}\n`);
      await hear();
      if (text === 'exit') break;
    }
    return heard;
  } finally {
    socket.end();
  }
}
