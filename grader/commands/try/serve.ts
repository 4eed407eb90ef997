import net from 'node:net';
import type { CourseUnit } from '../../course/catalogue.ts';
import type { Exports } from '../../engine/by-hand.ts';
import { listenToServer } from '../../loopback/listen-in.ts';
import type { Address } from '../../loopback/tcp.ts';
import type { PathServer, Programs, Server } from '../../vocabulary/programs.ts';
import type { Io } from '../io.ts';
import { choosePath, refusePort } from './place.ts';
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
  const server: unknown = await program
    .start(exports, own, terminal, plan.words)
    .catch((error: unknown) => {
      if (own.port > 0 && error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
        throw cannotListen(own.port, error);
      throw error;
    });
  const target = addressOf(server);
  if (!target) throw new Error(`${program.about} gave no server that listens, but ${server}`);
  const tap = program.tap === false ? undefined : await tapped(program, listen, target, log);
  if (!tap && server instanceof net.Server) listenToServer(server, log);
  const { host, port } = tap?.address ?? target;
  const byHand = program.byHand?.(port) ?? [
    `${program.transport === 'tcp' ? 'nc' : 'nc -u'} ${host} ${port}`,
  ];
  const hints = [...clients(plan.unit, plan.programs, `--port ${port}`), ...byHand];
  announce(plan, `${host}:${port}`, hints, io);
  if (tap || server instanceof net.Server) head(actors);
  await closed(server);
  await tap?.close();
  terminal.close();
  io.print('Your server has closed.\n');
}

/** The same on a path. There no tap stands before it: what the path names is to be its own socket. */
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
  if (!(server instanceof net.Server && server.listening))
    throw new Error(`${program.about} gave no server that listens, but ${server}`);
  // A port is free when its program has ended. A socket's name is not: close() takes it away.
  process.once('SIGINT', () => {
    server.close();
    process.kill(process.pid, 'SIGINT');
  });
  const actors: Actors = ['client', program.actor ?? 'your server'];
  listenToServer(server, logger(actors, program));
  const given = word === undefined ? undefined : place;
  const byHand =
    process.platform === 'win32' ? [] : [`nc -U ${place}`, `socat - UNIX-CONNECT:${place}`];
  announce(plan, place, [...clients(plan.unit, plan.programs, given), ...byHand], io);
  head(actors);
  await closed(server);
  terminal.close();
  io.print('Your server has closed.\n');
}

/** Where it listens, how to talk to it, and what can be typed here. */
function announce(
  { unit, name, program }: Plan,
  place: string,
  hints: readonly string[],
  io: Io,
): void {
  const line = `From another terminal: ${hints.join('   or   ')}`;
  const list = ['From another terminal:', ...hints.map((hint) => `  ${hint}`)].join('\n');
  const usage = 'start' in program && program.usage ? `${program.usage}\n` : '';
  io.print(
    `${unit.slug}, ${name}: ${program.about} listens on ${place}. Ctrl-C ends it.\n` +
      `${line.length <= 80 ? line : list}\n${usage}\n`,
  );
}

/** How the unit's own first client is started. */
function clients(
  unit: CourseUnit,
  programs: Programs<Exports>,
  place: string | undefined,
): string[] {
  for (const [name, program] of Object.entries(programs)) {
    if (!('talk' in program)) continue;
    const words = ['npm run try --', unit.number, name, program.example, place];
    return [words.filter(Boolean).join(' ')];
  }
  return [];
}

async function closed(server: unknown): Promise<void> {
  await new Promise((resolve) => {
    if (server instanceof Object && 'once' in server && server.once instanceof Function)
      Reflect.apply(server.once, server, ['close', resolve]);
  });
}

function addressOf(server: unknown): Address | undefined {
  if (!(server instanceof Object && 'address' in server && server.address instanceof Function))
    return undefined;
  const bound: unknown = Reflect.apply(server.address, server, []);
  if (!(bound instanceof Object && 'port' in bound)) return undefined;
  return { host: HOST, port: Number(bound.port) };
}
