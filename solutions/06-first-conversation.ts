import { once } from 'node:events';
import net from 'node:net';

/*
 * What is said in these conversations: texts in UTF-8, each ended by a newline (0a). TCP carries
 * the bytes and knows nothing of the texts: where one ends, the newline tells and nothing else.
 */

/** Where a server listens, or is to be found. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/** How long to wait for somebody who says nothing, in milliseconds. For ever unless told. */
export interface GreetOptions {
  deadlineMs?: number;
}

/** Says 你好 to each client and reads until the client's FIN; resolves once it listens. */
export function startGreetingServer(address: Address): Promise<net.Server> {
  return listen(address, (socket) => {
    socket.write('你好\n');
    // Nobody asks what the client says. But behind bytes that are not read, its FIN is not seen.
    socket.resume();
  });
}

/**
 * Connects, hears the greeting, says 再见 and leaves; resolves with the greeting, without its
 * newline. Rejects with the kernel's error where the connection is refused or reset, and with an
 * Error where the server leaves before the greeting is whole, or is silent for `deadlineMs`.
 */
export async function greet(
  address: Address,
  { deadlineMs = 0 }: GreetOptions = {},
): Promise<string> {
  const socket = net.connect(address);
  // 'timeout' closes nothing by itself. (0 means that it never comes.)
  socket.setTimeout(deadlineMs, () => {
    socket.destroy(new Error(`expected a greeting, heard nothing for ${deadlineMs} ms`));
  });
  let greeting: string | undefined;
  onLines(socket, (line) => {
    if (greeting !== undefined) return;
    greeting = line;
    socket.setTimeout(0); // the deadline was for the greeting
    socket.end('再见\n');
  });
  // Both sides have sent FIN by then. An 'error' before that rejects.
  await once(socket, 'close');
  if (greeting === undefined) throw new Error('expected a greeting, but the server left');
  return greeting;
}

/**
 * Says 你好 to each client, answers each line with 你好 and that line, and the line `exit` with
 * 再见 and FIN; resolves once it listens.
 */
export function startConversationServer(address: Address): Promise<net.Server> {
  return listen(address, (socket) => {
    socket.write('你好\n');
    onLines(socket, (line) => {
      if (socket.writableEnded) return; // we have said 再见
      // end() sends FIN and goes on reading. destroy() would not, and what comes then is met by RST.
      if (line === 'exit') socket.end('再见\n');
      else socket.write(`你好, ${line}\n`);
    });
  });
}

/**
 * Connects, hears the greeting, and says each of `lines` up to the first `exit`, one when the last
 * has been answered. Resolves with all lines that the server said, the greeting first; rejects with
 * the kernel's error, or an Error where the server leaves before it has answered everything.
 */
export async function converse(address: Address, lines: readonly string[]): Promise<string[]> {
  const exit = lines.indexOf('exit');
  const toSay = exit < 0 ? lines : lines.slice(0, exit + 1);
  const socket = net.connect(address);
  const heard: string[] = [];
  onLines(socket, (line) => {
    const next = toSay[heard.length];
    heard.push(line);
    if (next === undefined) socket.end();
    else socket.write(`${next}\n`);
  });
  await once(socket, 'close');
  const expected = toSay.length + 1;
  if (heard.length < expected) {
    throw new Error(`expected ${expected} lines, but the server left after ${heard.length}`);
  }
  return heard;
}

async function listen(
  { host, port }: Address,
  onClient: (socket: net.Socket) => void,
): Promise<net.Server> {
  const server = net.createServer((socket) => {
    // A reset ends this conversation. Without a listener it would end the process.
    socket.on('error', () => {});
    onClient(socket);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

/** Calls `onLine` with each line that is whole, without its newline, however it was cut on its way. */
function onLines(socket: net.Socket, onLine: (line: string) => void): void {
  // The decoder behind it keeps the first bytes of a character until the last of it has come.
  socket.setEncoding('utf8');
  let unfinished = '';
  socket.on('data', (text: string) => {
    const lines = (unfinished + text).split('\n');
    unfinished = lines.pop() ?? '';
    lines.forEach(onLine);
  });
}
