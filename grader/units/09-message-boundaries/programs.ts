import { once } from 'node:events';
import type net from 'node:net';
import type * as exercise from '../../../solutions/09-message-boundaries.ts';
import {
  connectByHand,
  countBytes,
  END_OF_INPUT,
  listenByHand,
  type Program,
  type Programs,
  type Terminal,
  textOf,
} from '../../vocabulary.ts';

type Exercise = typeof exercise;

/** Small enough to be exceeded by hand. */
const MAX_LINE_LENGTH = 40;

async function answerLines(
  { readLines }: Exercise,
  socket: net.Socket,
  { failed }: Terminal,
): Promise<void> {
  try {
    for await (const line of readLines(socket, { maxLineLength: MAX_LINE_LENGTH }))
      socket.write(`${countBytes(Buffer.byteLength(line))}: ${line}\n`);
  } catch (error) {
    failed(error);
    if (!socket.destroyed) socket.write(`${error}\n`);
  }
  socket.end();
  // What stands behind a line that was too long is read and dropped, so that our FIN is none but FIN.
  socket.resume();
}

const client: Program<Exercise> = {
  about: 'sends what you type, and reads what you ask for: a number n is readExactly(socket, n)',
  transport: 'tcp',
  tell: textOf,
  usage:
    'Type text to send it as a line, "5" for readExactly(socket, 5), "line" for one line of readLines.\n' +
    END_OF_INPUT,
  async talk(exports, address, terminal) {
    const socket = await connectByHand(address);
    // One reader at a time: each waits for the one before it. What you type goes out at once.
    let reading = Promise.resolve();
    for await (const typed of terminal.lines) {
      const wanted = typed.trim();
      if (/^\d+$/.test(wanted) || wanted === 'line')
        reading = reading.then(() => read(exports, socket, wanted, terminal));
      else if (!socket.destroyed) socket.write(`${typed}\n`);
    }
    socket.end();
    await reading;
    if (!socket.closed) await once(socket.resume(), 'close');
  },
};

async function read(
  { readExactly, readLines }: Exercise,
  socket: net.Socket,
  wanted: string,
  { print, failed }: Terminal,
): Promise<void> {
  try {
    if (wanted !== 'line') {
      const bytes = await readExactly(socket, Number(wanted));
      print(`readExactly(${wanted}): ${JSON.stringify(bytes.toString())}\n`);
      return;
    }
    for await (const line of readLines(socket)) {
      print(`a line: ${JSON.stringify(line)}\n`);
      return;
    }
    print('readLines: there is no line any more\n');
  } catch (error) {
    failed(error);
  }
}

const programs: Programs<Exercise> = {
  server: {
    about: `readLines (${MAX_LINE_LENGTH} bytes at most) answering each line`,
    transport: 'tcp',
    tell: textOf,
    byHand: (port) => [
      `nc 127.0.0.1 ${port}`,
      `(printf 'on'; sleep 1; printf 'e\\ntwo') | socat -t 5 - TCP:127.0.0.1:${port}`,
    ],
    start: (exports, address, terminal) =>
      listenByHand(address, (socket) => void answerLines(exports, socket, terminal)),
  },
  client,
};

export default programs;
