import dgram from 'node:dgram';
import { on, once } from 'node:events';
import net from 'node:net';
import readline from 'node:readline';
import { type CourseUnit, readCatalogue } from '../course/catalogue.ts';
import { findUnits } from '../course/find-unit.ts';
import { findSubmission } from '../course/submission-file.ts';
import { type Exports, loadExports, loadPrograms, NotLoadable } from '../engine/by-hand.ts';
import { liveHeading, liveRow } from '../feedback/ladder.ts';
import { type Seen, type Tap, tapTcp } from '../loopback/tap.ts';
import type { Address } from '../loopback/tcp.ts';
import { tapUdp } from '../loopback/udp-tap.ts';
import type { Program, Programs } from '../vocabulary/programs.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { exercisesFolder, readWords } from './words.ts';

export const TRY_HELP = `npm run try -- unit [program] [word …] [options]

  Runs your exercise as a program, to be played with by hand, and shows what crosses the wire.
  Without a program it runs the unit's server.

  --port N     where a server listens (else the kernel chooses), or a client connects
  --from DIR   run the file in DIR (solutions, or somebody's folder)
  --help       this text

  Ctrl-C ends it.
`;

const OPTIONS = {
  port: { type: 'string' },
  from: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
const HOST = '127.0.0.1';

interface Plan {
  unit: CourseUnit;
  name: string;
  program: Program<Exports>;
  programs: Programs<Exports>;
  words: string[];
  port: number | undefined;
  file: string;
  root: string;
}

/** Runs one program of a unit until it ends; gives the exit status. */
export async function tryByHand(words: string[], io: Io): Promise<number> {
  const plan = await readPlan(words, io);
  if (plan === 'help') {
    io.print(TRY_HELP);
    return EXIT.pass;
  }
  // The person's program is to be stopped by Ctrl-C even where it lets no listener of ours run.
  process.removeAllListeners('SIGINT');
  try {
    const exports = await loadExports(plan.file, plan.root, io.build);
    await ('start' in plan.program ? serve(plan, exports, io) : talk(plan, exports, io));
    return EXIT.pass;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const told =
      error instanceof NotLoadable
        ? error.message
        : error instanceof Error
          ? ownFrames(error)
          : String(error);
    process.stderr.write(`${told}\n`);
    return EXIT.fail;
  }
}

async function serve(plan: Plan, exports: Exports, io: Io): Promise<void> {
  const { unit, name, program, programs, port } = plan;
  if (!('start' in program)) return;
  const server: unknown = await program.start(exports, { host: HOST, port: 0 });
  const target = addressOf(server);
  if (!target) throw new Error(`${program.about} gave no server that listens, but ${server}`);
  const log = logger('client', 'your server', program);
  const tap = await tapped(program, { host: HOST, port: port ?? 0 }, target, log);
  const { host, port: bound } = tap.address;
  const nc = program.transport === 'tcp' ? 'nc' : 'nc -u';
  const byHand = program.typed === false ? [] : [`${nc} ${host} ${bound}`];
  const hints = [...clients(unit, programs, bound), ...byHand];
  io.print(
    `${unit.slug}, ${name}: ${program.about} listens on ${host}:${bound}. Ctrl-C ends it.\n` +
      `From another terminal: ${hints.join('   or   ')}\n\n`,
  );
  process.stderr.write(`${liveHeading(['client', 'your server'])}\n`);
  await new Promise((resolve) => {
    if (server instanceof Object && 'once' in server && server.once instanceof Function)
      Reflect.apply(server.once, server, ['close', resolve]);
  });
  await tap.close();
  io.print('Your server has closed.\n');
}

/** How the unit's own first client is started. */
function clients(unit: CourseUnit, programs: Programs<Exports>, port: number): string[] {
  for (const [name, program] of Object.entries(programs)) {
    if (!('talk' in program)) continue;
    const words = ['npm run try --', unit.number, name, program.example, '--port', port];
    return [words.filter(Boolean).join(' ')];
  }
  return [];
}

async function talk(plan: Plan, exports: Exports, io: Io): Promise<void> {
  const { unit, program, port, words } = plan;
  if (!('talk' in program)) return;
  if (port === undefined) {
    throw new UsageError(
      `A client needs the port of a server: --port N. npm run try -- ${unit.number} starts one and prints it.`,
    );
  }
  const log = logger('your client', 'server', program);
  const target = { host: HOST, port };
  // Where nobody listens, the client itself is to hear of it: a tap would have accepted already.
  const tap = (await isFree(program, target))
    ? { address: target, close: async () => {} }
    : await tapped(program, { host: HOST, port: 0 }, target, log);
  if (program.usage) process.stderr.write(`${program.usage}\n`);
  const input = readline.createInterface({ input: process.stdin });
  // readline's own iterator loses the lines that come before the first is asked for.
  const typed = on(input, 'line', { close: ['close'] });
  try {
    await program.talk(exports, tap.address, { lines: texts(typed), print: io.print }, words);
  } finally {
    input.close();
    await tap.close();
  }
}

async function* texts(typed: AsyncIterable<unknown[]>): AsyncGenerator<string> {
  for await (const [line] of typed) yield String(line);
}

/** Asked by binding the port, for a connection would be one more client of the server's. */
async function isFree({ transport }: Program<Exports>, { host, port }: Address): Promise<boolean> {
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

function tapped(
  { transport }: Program<Exports>,
  listen: Address,
  target: Address,
  log: (seen: Seen) => void,
): Promise<Tap> {
  const tap = transport === 'tcp' ? tapTcp : tapUdp;
  return tap(listen, target, log).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new UsageError(`--port ${listen.port} cannot be listened on: ${code}.`);
  });
}

/** Writes what passes, a row of a ladder each, beside what the program prints. */
function logger(client: string, server: string, program: Program<Exports>): (seen: Seen) => void {
  const began = performance.now();
  return (seen) => {
    const [from, to] = seen.from === 'client' ? [client, server] : [server, client];
    const bytes = seen.bytes ?? Buffer.alloc(0);
    const event = {
      at_us: Math.round((performance.now() - began) * 1000),
      from,
      to,
      kind: seen.kind,
      length: bytes.length,
      hex: bytes.subarray(0, 64).toString('hex'),
      note: seen.client > 1 ? `client ${seen.client}` : '',
    };
    process.stderr.write(`${liveRow(event, [client, server], program.tell?.(bytes))}\n`);
  };
}

function addressOf(server: unknown): Address | undefined {
  if (!(server instanceof Object && 'address' in server && server.address instanceof Function))
    return undefined;
  const bound: unknown = Reflect.apply(server.address, server, []);
  if (!(bound instanceof Object && 'port' in bound)) return undefined;
  return { host: HOST, port: Number(bound.port) };
}

/** The stack as far as it is the learner's. */
function ownFrames(error: Error): string {
  const [first = '', ...frames] = (error.stack ?? String(error)).split('\n');
  const own = frames.filter((frame) => /^\s+at /.test(frame) && !/node_modules|node:/.test(frame));
  return [first, ...own].join('\n');
}

async function readPlan(words: string[], io: Io): Promise<Plan | 'help'> {
  const { values, positionals } = readWords('try', words, OPTIONS);
  if (values.help) return 'help';
  const [unitWord, ...rest] = positionals;
  if (unitWord === undefined)
    throw new UsageError('Which unit? npm run try -- 07 runs the server of unit 07.');
  const found = findUnits([unitWord], readCatalogue(io.root));
  if (!found.ok) throw new UsageError(found.problem);
  const [unit] = found.units;
  if (!unit) throw new UsageError(`No unit is called "${unitWord}".`);
  const programs = await loadPrograms(io.build, unit.slug);
  if (!programs)
    throw new UsageError(`${unit.slug} has no program to run by hand: its functions are graded.`);
  const [name = Object.keys(programs)[0] ?? '', ...more] = rest;
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (!program) {
    const list = Object.entries(programs).map(
      ([other, { about }]) => `  ${other.padEnd(9)} ${about}`,
    );
    throw new UsageError(`${unit.slug} has no program "${name}". It has:\n${list.join('\n')}`);
  }
  const folder = exercisesFolder(values.from, io);
  const submission = findSubmission(folder, unit.slug);
  if (!submission) throw new UsageError(`There is no ${unit.slug}.ts in ${folder}.`);
  return { unit, name, program, programs, words: more, port: readPort(values.port), ...submission };
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--port takes a number from 1 to 65535, not "${text}"`);
}
