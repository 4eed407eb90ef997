import net from 'node:net';
import type { Exports } from '../../engine/by-hand.ts';
import { listenToServer } from '../../loopback/listen-in.ts';
import type { Address } from '../../loopback/tcp.ts';
import type { Server } from '../../vocabulary/programs.ts';
import type { Io } from '../io.ts';
import { announce, clients, closed, noServer, sayClosed } from './announce.ts';
import type { Plan } from './plan.ts';
import { openTerminal } from './terminal.ts';
import { type Actors, cannotListen, HOST, head, logger, tapped } from './wire.ts';

/** Runs a server of the exercise until it closes: behind a tap, where one may stand before it. */
export async function serve(
  program: Server<Exports>,
  plan: Plan,
  exports: Exports,
  io: Io,
): Promise<void> {
  const terminal = openTerminal(io);
  const actors: Actors = ['client', program.actor ?? 'your server'];
  const log = logger(actors, program);
  const listen = { host: HOST, port: plan.port ?? 0 };
  const own = program.tap === false ? listen : { ...listen, port: 0 };
  let server: unknown;
  try {
    server = await program.start(exports, own, terminal, plan.words);
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw inUse && own.port > 0 ? cannotListen(own.port, error) : error;
  }
  const target = addressOf(server);
  if (!target) throw noServer(program, server);
  const tap = program.tap === false ? undefined : await tapped(program, listen, target, log);
  if (!tap && server instanceof net.Server) listenToServer(server, log);
  const { host, port } = tap?.address ?? target;
  const byHand = program.byHand?.(port) ?? [
    `${program.transport === 'tcp' ? 'nc' : 'nc -u'} ${host} ${port}`,
  ];
  const hints = [...clients(plan, `--port ${port}`), ...byHand];
  announce(plan, `${host}:${port}`, hints, io);
  if (tap || server instanceof net.Server) head(actors);
  await closed(server);
  await tap?.close();
  terminal.close();
  sayClosed(io);
}

function addressOf(server: unknown): Address | undefined {
  if (!(server instanceof Object && 'address' in server && server.address instanceof Function))
    return undefined;
  const bound: unknown = Reflect.apply(server.address, server, []);
  if (!(bound instanceof Object && 'port' in bound)) return undefined;
  return { host: HOST, port: Number(bound.port) };
}
