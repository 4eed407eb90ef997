// Wrong on purpose: spawnSync() waits for the command, and everybody else waits with it.
// check: one-at-a-time
// cause: one-command-for-all
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import net from 'node:net';

export { runRemote } from '../../../../solutions/13-remote-command.ts';

interface Limits {
  deadlineMs: number;
  maxOutputBytes: number;
}

export function startCommandServer(
  address: { host: string; port: number },
  commands: Record<string, string[]>,
  options: Partial<Limits> = {},
): Promise<net.Server> {
  const limits = { deadlineMs: 10_000, maxOutputBytes: 16 * 1024 * 1024, ...options };
  const server = net.createServer({ allowHalfOpen: true }, (socket) =>
    serve(socket, commands, limits),
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => resolve(server));
  });
}

function serve(socket: net.Socket, commands: Record<string, string[]>, limits: Limits): void {
  let buffer = Buffer.alloc(0);
  let ended = false;

  function next(): void {
    if (socket.destroyed) return;
    if (buffer.length >= 4) {
      const length = buffer.readUInt32BE();
      if (length > 65_536) {
        socket.destroy();
        return;
      }
      if (buffer.length >= 4 + length) {
        const header = buffer.subarray(4, 4 + length);
        buffer = buffer.subarray(4 + length);
        handle(header);
        return;
      }
    }
    if (ended) socket.end();
  }

  function reply(header: object, ...outputs: Buffer[]): void {
    const bytes = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    socket.write(Buffer.concat([length, bytes, ...outputs]));
    setImmediate(next);
  }

  function handle(header: Buffer): void {
    try {
      run(commandOf(header, commands));
    } catch (error) {
      reply({ error: String(error) });
    }
  }

  function run([file = '', ...args]: string[]): void {
    const { status, signal, stdout, stderr, error } = spawnSync(file, args, {
      timeout: limits.deadlineMs,
      killSignal: 'SIGKILL',
      maxBuffer: limits.maxOutputBytes + 1,
    });
    const tooMuch = stdout !== null && stdout.length + stderr.length > limits.maxOutputBytes;
    if (tooMuch || (error && signal === null)) {
      reply({ error: error?.message ?? 'it prints too much' });
      return;
    }
    const sha256 = createHash('sha256').update(stdout).update(stderr).digest('hex');
    const sizes = { stdout: stdout.length, stderr: stderr.length };
    reply({ status, signal, ...sizes, sha256 }, stdout, stderr);
  }

  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    next();
  });
  socket.on('end', () => {
    ended = true;
    next();
  });
  socket.on('error', () => {});
}

function commandOf(header: Buffer, commands: Record<string, string[]>): string[] {
  const { command, args } = JSON.parse(header.toString());
  const isText = (item: unknown) => typeof item === 'string';
  if (!isText(command) || !Array.isArray(args) || !args.every(isText))
    throw new Error('not a request');
  if (!Object.hasOwn(commands, command)) throw new Error(`no command ${command.slice(0, 99)}`);
  return [...(commands[command] ?? []), ...args];
}
