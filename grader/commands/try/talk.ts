import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { Exports } from '../../engine/by-hand.ts';
import { listenToClients } from '../../loopback/listen-in.ts';
import type { Address } from '../../loopback/tcp.ts';
import type { Client, OnTheWire, PathClient } from '../../vocabulary/programs.ts';
import { type Io, UsageError } from '../io.ts';
import { choosePath, refusePort } from './place.ts';
import type { Plan } from './plan.ts';
import { openTerminal } from './terminal.ts';
import { type Actors, HOST, head, logger, tapped } from './wire.ts';

/** Runs a client of the exercise, through a tap, with what the person types. */
export async function talk(
  program: Client<Exports>,
  { unit, port, words }: Plan,
  exports: Exports,
  io: Io,
): Promise<void> {
  if (port === undefined) {
    throw new UsageError(
      `A client needs the port of a server: --port N. npm run try -- ${unit.number} starts one and prints it.`,
    );
  }
  const actors: Actors = [program.actor ?? 'your client', 'server'];
  const log = logger(actors, program);
  const target = { host: HOST, port };
  // Where nobody listens, the client itself is to hear of it: a tap would have accepted already.
  const tap =
    program.tap === false || (await isFree(program, target))
      ? undefined
      : await tapped(program, { host: HOST, port: 0 }, target, log);
  if (program.tap === false) listenToClients(log);
  if (program.usage) process.stderr.write(`${program.usage}\n`);
  head(actors);
  const terminal = openTerminal(io);
  try {
    await program.talk(exports, tap?.address ?? target, terminal, words);
  } finally {
    terminal.close();
    await (tap ? tap.close() : lastWords());
  }
}

/** The same towards a path. Its sockets are listened to in this process: no other socket is made. */
export async function talkToPath(
  program: PathClient<Exports>,
  plan: Plan,
  exports: Exports,
  io: Io,
): Promise<void> {
  refusePort(plan);
  const [word, ...words] = plan.words;
  const place = choosePath(word, program.socketName, io.cwd);
  const actors: Actors = [program.actor ?? 'your client', 'server'];
  listenToClients(logger(actors, program));
  if (program.usage) process.stderr.write(`${program.usage}\n`);
  head(actors);
  const terminal = openTerminal(io);
  try {
    await program.talk(exports, place, terminal, words);
  } finally {
    terminal.close();
    await lastWords();
  }
}

/** A socket that was destroyed says so a turn of the event loop later. */
async function lastWords(): Promise<void> {
  await turn();
  await turn();
}

/** Asked by binding the port, for a connection would be one more client of the server's. */
async function isFree({ transport }: OnTheWire, { host, port }: Address): Promise<boolean> {
  const socket = transport === 'tcp' ? net.createServer() : dgram.createSocket('udp4');
  if (socket instanceof net.Server) socket.listen(port, host);
  else socket.bind(port, host);
  const free = await once(socket, 'listening').then(
    () => true,
    () => false,
  );
  if (free) await new Promise<void>((resolve) => socket.close(() => resolve()));
  return free;
}
