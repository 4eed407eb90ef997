import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import {
  type Answer,
  connectToPath,
  type Evidence,
  Failure,
  Other,
  type Stage,
  skip,
} from '../../vocabulary.ts';

export const WINDOWS = process.platform === 'win32';
const LISTEN_UNTIL_KILLED = `
  require('node:net').createServer().listen(process.argv[1], () => console.log('listening'));
`;
let count = 0;

/** Ends a check that is about files where sockets have no files. */
export function mustHaveFiles(): void {
  if (WINDOWS) skip('named pipes on Windows leave no file behind and have no mode');
}

/** An empty folder that the learner's code may write to. */
export function newFolder(stage: Stage): string {
  const folder = path.join(stage.folder, String(++count));
  fs.mkdirSync(folder);
  return folder;
}

/** A path in a folder of its own, where nothing is: of a named pipe on Windows. */
export function newPlace(stage: Stage): string {
  if (WINDOWS) return `\\\\.\\pipe\\workbook-${process.pid}-${++count}`;
  return path.join(newFolder(stage), 'tickets.sock');
}

/** A path of just so many bytes. */
export function placeOfLength(stage: Stage, bytes: number): string {
  const folder = newFolder(stage);
  return path.join(folder, 'x'.repeat(Math.max(1, bytes - Buffer.byteLength(folder) - 1)));
}

/** The socket of a program that listened there and was killed. */
export async function leaveKilled(stage: Stage, place: string): Promise<void> {
  const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
  const child = spawn(process.execPath, ['-e', LISTEN_UNTIL_KILLED, place], { stdio });
  stage.closeAtEnd(async () => child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exited]);
  child.kill('SIGKILL');
  await exited;
  if (!fs.lstatSync(place).isSocket()) throw new Error(`no socket was left at ${place}`);
}

/** The same, without a program to start: the server closes when its socket has another name. */
export async function leaveStale(place: string): Promise<void> {
  const server = net.createServer().listen(`${place}~`);
  await once(server, 'listening');
  fs.renameSync(`${place}~`, place);
  server.close();
  await once(server, 'close');
}

/** A server of the grader's that answers each newline with its next number, the first of which is this. */
export async function keepLive(stage: Stage, place: string, first: number): Promise<void> {
  let next = first;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      for (const byte of chunk) if (byte === 0x0a) socket.write(`${next++}\n`);
    });
  });
  server.listen(place);
  await once(server, 'listening');
  stage.closeAtEnd(async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  });
}

/** Starts the learner's server there and fails unless it gives one; its name for later calls comes back. */
export async function start(
  stage: Stage,
  place: string,
  { mode, facts }: { mode?: number | undefined; facts?: Evidence['facts'] } = {},
): Promise<string> {
  const given = mode === undefined ? [] : [mode];
  const { answer, kept } = await stage.learner.keep('startTicketServer', place, ...given);
  mustServe(answer, place, facts);
  return kept;
}

export function mustServe(answer: Answer, place: string, more?: Evidence['facts']): void {
  const { value } = answer;
  if (!answer.error && value instanceof Other && value.what === 'a net.Server') return;
  answer.fail(
    { text: 'a promise of a net.Server that listens there' },
    { ...facts(answer, place), ...more },
  );
}

/** Fails unless the call was refused with this code. */
export function mustReject(answer: Answer, place: string, code: string, why: string): void {
  if (answer.error?.code === code) return;
  const served = !answer.error && answer.value instanceof Other;
  answer.fail(
    { text: `an Error with the code ${code}: ${why}` },
    { ...facts(answer, place), wanted: code, served },
  );
}

/** What an answer tells of the place that the learner's code went to. */
function facts({ error }: Answer, place: string): Evidence['facts'] {
  const [, named = ''] =
    /^(?:listen|connect) \w+(?:: .*?)? (\S+)$/.exec(error?.message ?? '') ?? [];
  const elsewhere = named !== '' && named !== place && !named.startsWith(path.dirname(place));
  return { place, code: error?.code ?? '', ...(elsewhere ? { elsewhere: named } : {}) };
}

/** Connects to the server at a place and draws: fails unless this number is the answer. */
export async function mustDraw(
  stage: Stage,
  place: string,
  number: number,
  who: { name?: string; other?: string; facts?: Evidence['facts'] } = {},
): Promise<void> {
  const connection = await connectToPath(stage, place, who);
  await connection.send(Buffer.from('\n'));
  await connection.expect(Buffer.from(`${number}\n`), who.facts);
  await connection.peer.close();
}

/** What has a name in the folder of a place. */
export function namesBeside(place: string): string[] {
  return fs.readdirSync(path.dirname(place)).sort();
}

/** Waits until nothing has this name, or the learner's code has had its time. */
export async function untilGone(stage: Stage, place: string): Promise<boolean> {
  const started = performance.now();
  while (fs.lstatSync(place, { throwIfNoEntry: false })) {
    if (performance.now() - started > stage.patience.deadlineMs) return false;
    await stage.turn();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}

/** Fails with what is found in a folder instead of what should be there. */
export function mustHold(called: string, place: string, names: string[], when: string): void {
  const found = namesBeside(place);
  if (found.join() === names.join()) return;
  throw new Failure({
    called,
    expected: { text: `${list(names)} in the folder, ${when}` },
    received: { text: list(found) },
    facts: { leftover: found.filter((name) => !names.includes(name)).join(', ') },
  });
}

function list(names: string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
