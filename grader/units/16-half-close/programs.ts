import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as exercise from '../../../solutions/16-half-close.ts';
import {
  connectByHand,
  countBytes,
  END_OF_INPUT,
  type Program,
  type Programs,
  type Terminal,
  textOf,
} from '../../vocabulary.ts';

type Exercise = typeof exercise;

const REPLY_MS = 1000;
const LIMITS = { mostBytes: 100, lingerMs: 5000 };

/** The lines in order, after a while. A question that contains the line "fail" has no reply. */
async function sortLines(question: Buffer): Promise<Uint8Array> {
  await sleep(REPLY_MS);
  const lines = question.toString().split('\n').filter(Boolean).sort();
  if (lines.includes('fail')) throw new Error('this one fails');
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}

/** A number that is typed at the server is the grace of its shutdown. */
async function shutDownWhenTold(
  server: Awaited<ReturnType<Exercise['startReplyServer']>>,
  { lines, print, failed }: Terminal,
): Promise<void> {
  for await (const line of lines) {
    if (!/^\d{1,6}$/.test(line)) continue;
    const began = performance.now();
    try {
      const broken = await server.shutdown(Number(line));
      const took = Math.round(performance.now() - began);
      print(`shutdown(${line}): ${broken} broken off, after ${took} ms\n`);
    } catch (error) {
      failed(error);
    }
    return;
  }
}

const client: Program<Exercise> = {
  about: 'a client of ours that sends each line at once, half-closes, and prints the reply',
  actor: 'our client',
  transport: 'tcp',
  tell: textOf,
  usage: `Type lines: each goes out at once. ${END_OF_INPUT}`,
  async talk(_, address, { lines, print }) {
    const socket = await connectByHand(address);
    const reply: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => reply.push(chunk));
    const ended = once(socket, 'end');
    ended.catch(() => {});
    for await (const line of lines) if (socket.writable) socket.write(`${line}\n`);
    socket.end();
    await ended;
    const bytes = Buffer.concat(reply);
    print(`${bytes}(${countBytes(bytes.length)}, and FIN)\n`);
  },
};

const programs: Programs<Exercise> = {
  server: {
    about: `startReplyServer, which sorts lines in ${REPLY_MS} ms,`,
    transport: 'tcp',
    tell: textOf,
    usage:
      `A question has ${LIMITS.mostBytes} bytes at most; one with the line "fail" in it fails.\n` +
      'Type a number here: it is shutdown with so many milliseconds of grace.',
    byHand: (port) => [
      `printf 'pear\\napple\\nfig\\n' | socat -t 5 - TCP:127.0.0.1:${port}`,
      `(printf 'late'; sleep 2) | socat -t 5 - TCP:127.0.0.1:${port}`,
    ],
    async start({ startReplyServer }, address, terminal) {
      const server = await startReplyServer(address, sortLines, LIMITS);
      void shutDownWhenTold(server, terminal);
      return server;
    },
  },
  client,
};

export default programs;
