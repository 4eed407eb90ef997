import type net from 'node:net';
import type * as exercise from '../../../solutions/14-connect-and-timeouts.ts';
import { Mistyped, type Program, type Programs, type Terminal, textOf } from '../../vocabulary.ts';
import { startFullQueue, startMoodyServer } from './by-hand.ts';

type Exercise = typeof exercise;

const DEADLINE_MS = 2000;

const client: Program<Exercise> = {
  about: 'connectEx, describeSocket, and readWithin after each line: client 500 waits 500 ms',
  transport: 'tcp',
  tap: false,
  tell: textOf,
  example: String(DEADLINE_MS),
  usage:
    'Type a line to send it and to read once; an empty line only reads. The end of your input\n' +
    '(Ctrl-D, on Windows Ctrl-Z and Enter) closes the socket.',
  async talk(exports, address, terminal, [word = '']) {
    const { print } = terminal;
    if (!/^([1-9]\d{0,5})?$/.test(word))
      throw new Mistyped(`client takes milliseconds, from 1 on, not "${word}": client 500`);
    const ms = word === '' ? DEADLINE_MS : Number(word);
    const began = performance.now();
    const { code, socket } = await exports.connectEx(address, { deadlineMs: ms });
    const took = Math.round(performance.now() - began);
    print(`connectEx, deadlineMs ${ms}: code ${code} after ${took} ms\n`);
    if (!socket) return;
    socket.on('error', () => {});
    const { local, peer, timeoutMs } = exports.describeSocket(socket);
    print(
      `local ${local.host}:${local.port}, peer ${peer.host}:${peer.port}, timeoutMs ${timeoutMs}\n`,
    );
    for await (const line of terminal.lines) {
      if (line !== '' && !socket.destroyed) socket.write(`${line}\n`);
      await read(exports, socket, ms, terminal);
    }
    socket.destroy();
  },
};

async function read(
  { readWithin }: Exercise,
  socket: net.Socket,
  ms: number,
  { print }: Terminal,
): Promise<void> {
  const bytes = await readWithin(socket, ms).catch((error: Error) => error);
  const told = Buffer.isBuffer(bytes) ? JSON.stringify(bytes.toString()) : bytes;
  print(`readWithin(${ms}): ${told}\n`);
}

const programs: Programs<Exercise> = {
  server: {
    about: 'a server of ours that does what each line says',
    actor: 'our server',
    transport: 'tcp',
    tell: textOf,
    usage:
      'It answers the line "800 hello" after 800 ms, closes at "end" and at "reset", and is else silent.',
    start: (_, address) => startMoodyServer(address),
  },
  full: {
    about: 'a server of ours whose queue is full',
    actor: 'our server',
    transport: 'tcp',
    tap: false,
    usage: 'It accepts nobody. On Linux a connect hangs; another system may refuse it.',
    byHand: (port) => [`nc -v -w 3 127.0.0.1 ${port}`],
    start: (_, address) => startFullQueue(address),
  },
  client,
};

export default programs;
