// Right: execFile with a buffer of the right size, and socket.read(n)
import { execFile } from 'node:child_process';
import * as crypto from 'node:crypto';
import { once } from 'node:events';
import * as net from 'node:net';

type Fields = Record<string, unknown>;

type Take = (n: number) => Promise<Buffer>;

/** Gives a function that takes exactly n bytes from the socket; fewer only where the stream ends. */
function reading(socket: net.Socket): Take {
  let wake = () => {};
  for (const event of ['readable', 'end', 'close']) socket.on(event, () => wake());
  return async (n) => {
    const parts: Buffer[] = [];
    for (let left = n; left > 0; ) {
      // What is larger than a socket keeps is taken in parts.
      const part: Buffer | null = socket.read(Math.min(left, 16_384));
      if (part) {
        parts.push(part);
        left -= part.length;
      } else if (socket.readableEnded || socket.destroyed) {
        break;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    return Buffer.concat(parts);
  };
}

async function takeHeader(take: Take): Promise<Buffer | null> {
  const prefix = await take(4);
  if (prefix.length < 4) return null;
  const length = prefix.readUInt32BE(0);
  if (length > 65536) throw new Error('too long');
  const header = await take(length);
  return header.length < length ? null : header;
}

function pack(fields: Fields): Buffer {
  const json = JSON.stringify(fields, null, 2);
  const bytes = Buffer.alloc(4 + Buffer.byteLength(json));
  bytes.writeUInt32BE(bytes.length - 4);
  bytes.write(json, 4);
  return bytes;
}

const sha = (bytes: Buffer) => crypto.createHash('sha256').update(bytes).digest('hex');

export const startCommandServer = async (
  { host, port }: { host: string; port: number },
  commands: Record<string, string[]>,
  { deadlineMs = 10_000, maxOutputBytes = 2 ** 24 } = {},
): Promise<net.Server> => {
  const list = new Map(Object.entries(commands));

  function run(argv: string[], socket: net.Socket): Promise<Buffer> {
    return new Promise((resolve) => {
      const [file = '', ...args] = argv;
      const child = execFile(
        file,
        args,
        {
          encoding: 'buffer',
          maxBuffer: maxOutputBytes + 1,
          timeout: deadlineMs,
          killSignal: 'SIGKILL',
        },
        (error, stdout, stderr) => {
          socket.off('close', kill);
          const failed = typeof error?.code === 'string' ? error.code : '';
          if (failed || stdout.length + stderr.length > maxOutputBytes) {
            resolve(pack({ error: failed || 'too much output' }));
            return;
          }
          const [status, signal] = [child.exitCode, child.signalCode];
          const output = Buffer.concat([stdout, stderr]);
          const sizes = { stdout: stdout.length, stderr: stderr.length };
          resolve(Buffer.concat([pack({ sha256: sha(output), ...sizes, signal, status }), output]));
        },
      );
      const kill = () => child.kill('SIGKILL');
      socket.on('close', kill);
      child.stdin?.on('error', () => {});
      child.stdin?.end();
    });
  }

  async function serve(socket: net.Socket) {
    socket.on('error', () => {});
    const take = reading(socket);
    try {
      for (let header = await takeHeader(take); header; header = await takeHeader(take)) {
        let argv: string[] | undefined;
        try {
          const { command, args } = JSON.parse(String(header)) as {
            command: string;
            args: string[];
          };
          const valid =
            Array.isArray(args) &&
            args.every((arg) => typeof arg === 'string' && !arg.includes('\0'));
          const found = list.get(command);
          if (valid && found) argv = [...found, ...args];
        } catch {
          // refused below
        }
        socket.write(argv ? await run(argv, socket) : pack({ error: 'refused' }));
      }
      socket.end();
    } catch {
      socket.resetAndDestroy();
    }
  }

  const server = net.createServer({ allowHalfOpen: true });
  server.on('connection', serve);
  server.listen({ host, port });
  await once(server, 'listening');
  return server;
};

export const runRemote = async (
  address: { host: string; port: number },
  command: string,
  args?: string[],
) => {
  const socket = net.createConnection(address);
  const take = reading(socket);
  let problem: Error | undefined;
  socket.on('error', (error) => {
    problem = error;
  });
  try {
    socket.write(pack({ args: args ?? [], command }));
    const header = await takeHeader(take);
    if (!header) throw problem ?? new Error('no reply');
    const fields: Fields = JSON.parse(header.toString('utf-8'));
    if ('error' in fields) throw new Error(String(fields.error));
    const { status, signal, sha256 } = fields;
    const [out, err] = [fields.stdout, fields.stderr].map((size) => {
      if (typeof size !== 'number' || !(size >= 0) || size % 1 !== 0) throw new Error('no size');
      return size;
    });
    if (out === undefined || err === undefined || out + err > 2 ** 24) throw new Error('too large');
    if (status !== null && typeof status !== 'number') throw new TypeError('status');
    if (signal !== null && typeof signal !== 'string') throw new TypeError('signal');
    const output = await take(out + err);
    if (output.length < out + err) throw problem ?? new Error('cut off');
    if (sha(output) !== sha256) throw new RangeError('another digest');
    return { stderr: output.subarray(out), stdout: output.subarray(0, out), signal, status };
  } finally {
    socket.end();
    socket.destroySoon();
  }
};
