// Wrong on purpose: requests are started as they are read, and one flag stands for all that run.
// check: any-split
// cause: closed-after-one-reply
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';

export { runRemote } from '../../../../solutions/13-remote-command.ts';

interface Limits {
  deadlineMs: number;
  maxOutputBytes: number;
}

export async function startCommandServer(
  { host, port }: { host: string; port: number },
  commands: Record<string, string[]>,
  { deadlineMs = 10_000, maxOutputBytes = 16 * 1024 * 1024 }: Partial<Limits> = {},
): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const gone = new AbortController();
    let buffer = Buffer.alloc(0);
    let replies = Promise.resolve();
    let busy = false;
    let ended = false;
    socket.on('data', (chunk) => {
      buffer = Buffer.concat([buffer, chunk]);
      while (buffer.length >= 4) {
        const length = buffer.readUInt32BE();
        if (length > 65_536) return socket.destroy();
        if (buffer.length < 4 + length) break;
        const header = buffer.subarray(4, 4 + length);
        buffer = buffer.subarray(4 + length);
        const reply = answer(header, commands, { deadlineMs, maxOutputBytes }, gone.signal);
        busy = true;
        replies = replies.then(async () => {
          socket.write(await reply);
          busy = false;
          if (ended) socket.end();
        });
      }
    });
    socket.on('end', () => {
      ended = true;
      if (!busy) socket.end();
    });
    socket.on('close', () => gone.abort());
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function answer(
  header: Buffer,
  commands: Record<string, string[]>,
  { deadlineMs, maxOutputBytes }: Limits,
  signal: AbortSignal,
): Promise<Buffer> {
  try {
    const { command, args } = JSON.parse(header.toString());
    const isText = (item: unknown) => typeof item === 'string';
    const argv = isText(command) && Object.hasOwn(commands, command) && commands[command];
    if (!argv || !Array.isArray(args) || !args.every(isText)) return encode({ error: 'refused' });
    const [file = '', ...first] = argv;
    const child = spawn(file, [...first, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: deadlineMs,
      killSignal: 'SIGKILL',
      signal,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let size = 0;
    const collect = (list: Buffer[]) => (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxOutputBytes) child.kill('SIGKILL');
      else list.push(chunk);
    };
    child.stdout.on('data', collect(stdout));
    child.stderr.on('data', collect(stderr));
    await once(child, 'close');
    if (size > maxOutputBytes) return encode({ error: 'it prints too much' });
    const [out, err] = [Buffer.concat(stdout), Buffer.concat(stderr)];
    const sha256 = createHash('sha256').update(out).update(err).digest('hex');
    const sizes = { stdout: out.length, stderr: err.length };
    const ending = { status: child.exitCode, signal: child.signalCode };
    return Buffer.concat([encode({ ...ending, ...sizes, sha256 }), out, err]);
  } catch (error) {
    return encode({ error: String(error) });
  }
}

function encode(fields: object): Buffer {
  const bytes = Buffer.from(JSON.stringify(fields));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
