import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';

/** Where a server listens. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/** The allow-list: for each name that a client may ask for, the program and its first arguments. */
export type Commands = Record<string, string[]>;

export interface CommandServerOptions {
  /** A command that runs longer is killed: 10,000 ms unless told. */
  deadlineMs?: number;
  /** The most that stdout and stderr may come to together: 16 MiB unless told. */
  maxOutputBytes?: number;
}

/** What came of a command: its exit status, or the signal that ended it; the other one is null. */
export interface CommandResult {
  status: number | null;
  signal: string | null;
  stdout: Buffer;
  stderr: Buffer;
}

const PREFIX_BYTES = 4;
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
const DEADLINE_MS = 10_000;

/** Runs commands of the list for whoever connects; resolves once it listens, rejects where it cannot. */
export async function startCommandServer(
  { host, port }: Address,
  commands: Commands,
  { deadlineMs = DEADLINE_MS, maxOutputBytes = MAX_OUTPUT_BYTES }: CommandServerOptions = {},
): Promise<net.Server> {
  const limits = { deadlineMs, maxOutputBytes };
  // allowHalfOpen: whoever has sent FIN still hears what came of the command.
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    void serve(socket, commands, limits);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

/** Answers the requests of one connection, one after the other. */
async function serve(
  socket: net.Socket,
  commands: Commands,
  limits: Required<CommandServerOptions>,
): Promise<void> {
  const gone = new AbortController();
  socket.on('close', () => gone.abort());
  socket.on('error', () => {}); // 'close' follows; without a listener it would end the process
  const stream = new ByteReader(socket);
  try {
    for (;;) {
      const header = await readHeader(stream);
      if (!header) break;
      const reply = await answer(header, commands, limits, gone.signal);
      if (!socket.write(reply)) await once(socket, 'drain', { signal: gone.signal });
    }
    socket.end();
  } catch {
    // A header too long, a stream that ends inside a request, a client that is gone: nothing can
    // follow but what has been written, which destroy() alone would throw away.
    socket.end(() => socket.destroy());
  }
}

async function answer(
  header: Buffer,
  commands: Commands,
  limits: Required<CommandServerOptions>,
  signal: AbortSignal,
): Promise<Buffer> {
  try {
    return encodeReply(await run(findCommand(header, commands), limits, signal));
  } catch (error) {
    return encodeHeader({ error: error instanceof Error ? error.message : String(error) });
  }
}

/** The program and arguments that a request asks for. Throws where it is to be refused. */
function findCommand(header: Buffer, commands: Commands): string[] {
  const { command, args } = parseHeader(header);
  if (typeof command !== 'string' || !isStrings(args))
    throw new Error('a request has a command, which is a string, and args, a list of strings');
  // Its own names only: every object also has those of its prototype, such as constructor.
  const argv = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!argv) throw new Error(`there is no command ${command.slice(0, 100)}`);
  return [...argv, ...args];
}

/** Runs a program without a shell. Rejects where it cannot be started, or prints too much. */
async function run(
  [file = '', ...args]: string[],
  { deadlineMs, maxOutputBytes }: Required<CommandServerOptions>,
  signal: AbortSignal,
): Promise<CommandResult> {
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: deadlineMs,
    killSignal: 'SIGKILL', // SIGTERM is a request, which a program may ignore
    signal,
    windowsHide: true,
  });
  let bytes = 0;
  const collect = (parts: Buffer[]) => (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxOutputBytes) child.kill('SIGKILL');
    else parts.push(chunk);
  };
  // Both at once: while one pipe is full, the program stands still.
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', collect(stdout));
  child.stderr.on('data', collect(stderr));
  // 'close' and not 'exit': after that, output may still be on its way.
  await once(child, 'close');
  if (bytes > maxOutputBytes) throw new Error(`more output than ${maxOutputBytes} bytes`);
  return {
    status: child.exitCode,
    signal: child.signalCode,
    stdout: Buffer.concat(stdout),
    stderr: Buffer.concat(stderr),
  };
}

/**
 * Asks a server to run one of its commands with these further arguments. Rejects with an Error where
 * it refuses, cannot be reached, breaks off, or replies something that cannot be true.
 */
export async function runRemote(
  { host, port }: Address,
  name: string,
  args: string[] = [],
): Promise<CommandResult> {
  const socket = net.connect({ host, port });
  socket.on('error', () => {}); // whoever reads hears of it
  try {
    socket.write(encodeHeader({ command: name, args }));
    const stream = new ByteReader(socket);
    const header = await readHeader(stream);
    if (!header) throw new Error('the server closed the connection and had not replied');
    const { status, signal, sizes, sha256 } = parseReply(header);
    const stdout = await stream.readExactly(sizes.stdout);
    const stderr = await stream.readExactly(sizes.stderr);
    const found = digest(stdout, stderr);
    if (found !== sha256) throw new Error(`the output's SHA-256 is ${found}, not ${sha256}`);
    return { status, signal, stdout, stderr };
  } finally {
    socket.destroy();
  }
}

/** What a reply's header says. Throws where it refuses, or says what cannot be. */
function parseReply(header: Buffer) {
  const { error, status, signal, stdout, stderr, sha256 } = parseHeader(header);
  if (error !== undefined) throw new Error(`the server refused: ${error}`);
  if (!isStatus(status) || !isSignal(signal) || !isSize(stdout) || !isSize(stderr))
    throw new Error('a reply has a status, a signal and two sizes');
  if (stdout + stderr > MAX_OUTPUT_BYTES)
    throw new Error(`a reply of ${stdout + stderr} bytes, where ${MAX_OUTPUT_BYTES} are the most`);
  return { status, signal, sizes: { stdout, stderr }, sha256 };
}

function encodeReply({ status, signal, stdout, stderr }: CommandResult): Buffer {
  const sha256 = digest(stdout, stderr);
  const sizes = { stdout: stdout.length, stderr: stderr.length };
  return Buffer.concat([encodeHeader({ status, signal, ...sizes, sha256 }), stdout, stderr]);
}

function digest(stdout: Buffer, stderr: Buffer): string {
  return createHash('sha256').update(stdout).update(stderr).digest('hex');
}

/** A header with its length before it, in bytes. */
function encodeHeader(fields: Record<string, unknown>): Buffer {
  const header = Buffer.from(JSON.stringify(fields));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(header.length);
  return Buffer.concat([prefix, header]);
}

/** The next header without its length; undefined where the stream ends instead of it. */
async function readHeader(stream: ByteReader): Promise<Buffer | undefined> {
  if (await stream.atEnd()) return undefined;
  const length = (await stream.readExactly(PREFIX_BYTES)).readUInt32BE();
  if (length > MAX_HEADER_BYTES)
    throw new RangeError(`a header of ${length} bytes, where ${MAX_HEADER_BYTES} are the most`);
  return stream.readExactly(length);
}

function parseHeader(header: Buffer): Record<string, unknown> {
  const value: unknown = JSON.parse(header.toString());
  if (typeof value !== 'object' || value === null) throw new Error('a header is a JSON object');
  return { ...value };
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isStatus(value: unknown): value is number | null {
  return value === null || Number.isInteger(value);
}

function isSignal(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Reads a stream by counts of bytes, wherever it was cut into chunks. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  /** What has come, and nobody has asked for yet. */
  #held: Buffer = Buffer.alloc(0);

  constructor(socket: net.Socket) {
    // The end of the client's stream is not the end of ours.
    this.#chunks = socket.iterator({ destroyOnReturn: false });
  }

  /** Whether the stream has ended, and all of it was read. Waits until it is known. */
  async atEnd(): Promise<boolean> {
    while (this.#held.length === 0) {
      const next = await this.#chunks.next();
      if (next.done) return true;
      this.#held = next.value;
    }
    return false;
  }

  /** The next `count` bytes. Throws where the stream ends before them. */
  async readExactly(count: number): Promise<Buffer> {
    const parts = [this.#held];
    let length = this.#held.length;
    while (length < count) {
      const next = await this.#chunks.next();
      if (next.done) throw new Error(`the stream ended after ${length} of ${count} bytes`);
      parts.push(next.value);
      length += next.value.length;
    }
    const bytes = parts.length === 1 ? this.#held : Buffer.concat(parts);
    this.#held = bytes.subarray(count);
    return bytes.subarray(0, count);
  }
}
