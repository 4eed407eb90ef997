// Wrong on purpose: a stream that ends inside a request is destroyed, with the reply that still waits.
// check: output-whole
// cause: cut-off-at-broken-end
import { type ChildProcess, spawn } from 'node:child_process';
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
  let running: ChildProcess | undefined;
  let ended = false;

  function next(): void {
    if (running || socket.destroyed) return;
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
    if (!ended) return;
    if (buffer.length > 0) socket.destroy();
    else socket.end();
  }

  function reply(header: object, ...outputs: Buffer[]): void {
    const bytes = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    socket.write(Buffer.concat([length, bytes, ...outputs]));
    running = undefined;
    setImmediate(next);
  }

  function handle(header: Buffer): void {
    try {
      const [file = '', ...args] = commandOf(header, commands);
      run(spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
    } catch (error) {
      reply({ error: String(error) });
    }
  }

  function run(child: ChildProcess): void {
    running = child;
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let size = 0;
    let refusal = '';
    const collect = (list: Buffer[]) => (chunk: Buffer) => {
      list.push(chunk);
      size += chunk.length;
      if (size <= limits.maxOutputBytes) return;
      refusal = 'it prints too much';
      list.length = 0;
      child.kill('SIGKILL');
    };
    child.stdout?.on('data', collect(stdout));
    child.stderr?.on('data', collect(stderr));
    const timer = setTimeout(() => child.kill('SIGKILL'), limits.deadlineMs);
    child.on('error', (error) => {
      refusal = error.message;
    });
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      if (refusal) {
        reply({ error: refusal });
        return;
      }
      const [out, err] = [Buffer.concat(stdout), Buffer.concat(stderr)];
      const sha256 = createHash('sha256').update(out).update(err).digest('hex');
      reply({ status, signal, stdout: out.length, stderr: err.length, sha256 }, out, err);
    });
  }

  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    next();
  });
  socket.on('end', () => {
    ended = true;
    next();
  });
  socket.on('close', () => running?.kill('SIGKILL'));
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
