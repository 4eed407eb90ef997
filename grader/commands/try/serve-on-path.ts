import fs from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exports } from '../../engine/by-hand.ts';
import { listenToServer } from '../../loopback/listen-in.ts';
import type { PathServer } from '../../vocabulary/programs.ts';
import type { Io } from '../io.ts';
import { announce, clients, closed, noServer, sayClosed } from './announce.ts';
import { choosePath, refusePort } from './place.ts';
import type { Plan } from './plan.ts';
import { openTerminal } from './terminal.ts';
import { type Actors, head, logger } from './wire.ts';

/** How long a server is waited for that cleans up behind it. */
const PATIENCE_MS = 500;

/**
 * Runs a server of the exercise on a path, until it closes. No tap stands before it: what the path
 * names is to be its own socket.
 */
export async function serveOnPath(
  program: PathServer<Exports>,
  plan: Plan,
  exports: Exports,
  io: Io,
): Promise<void> {
  refusePort(plan);
  const terminal = openTerminal(io);
  const [word, ...words] = plan.words;
  const place = choosePath(word, program.socketName, io.cwd);
  const server: unknown = await program.start(exports, place, terminal, words);
  if (!(server instanceof net.Server && server.listening)) throw noServer(program, server);
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // A port is free when its program has ended. A socket's name is not: close() takes it away.
  let leaving: Promise<void> | undefined;
  process.once('SIGINT', () => {
    leaving = leave(server, sockets, place);
  });
  const actors: Actors = ['client', program.actor ?? 'your server'];
  listenToServer(server, logger(actors, program));
  const given = word === undefined ? undefined : place;
  const byHand =
    process.platform === 'win32' ? [] : [`nc -U ${place}`, `socat - UNIX-CONNECT:${place}`];
  announce(plan, place, [...clients(plan, given), ...byHand], io);
  head(actors);
  await closed(server);
  await leaving;
  terminal.close();
  sayClosed(io);
}

/** Ends by the signal, when the server has cleaned up behind it. A second Ctrl-C ends it at once. */
async function leave(server: net.Server, sockets: Set<net.Socket>, place: string): Promise<void> {
  server.close();
  for (const socket of sockets) socket.destroy();
  // A pipe of Windows is gone with its program.
  const isThere = () => process.platform !== 'win32' && fs.existsSync(place);
  for (let left = PATIENCE_MS; left > 0 && isThere(); left -= 10) await sleep(10);
  if (isThere()) process.stderr.write(`Your server has left ${place} behind.\n`);
  process.kill(process.pid, 'SIGINT');
  // The signal may take a moment, in which nothing else is to be said.
  await sleep(PATIENCE_MS);
}
