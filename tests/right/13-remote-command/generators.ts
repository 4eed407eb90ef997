// Right: an async generator of requests, AbortSignal
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import type { Readable } from 'node:stream';

const MOST = 65_536;
const decoder = new TextDecoder('utf-8', { fatal: true });

async function* headers(socket: net.Socket): AsyncGenerator<string | undefined> {
  let kept = new Uint8Array();
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    kept = Uint8Array.from([...kept, ...(chunk as Buffer)]);
    for (;;) {
      if (kept.length < 4) break;
      const length = new DataView(kept.buffer, kept.byteOffset).getUint32(0);
      if (length > MOST) return socket.destroy();
      if (kept.length < 4 + length) break;
      const bytes = kept.slice(4, 4 + length);
      kept = kept.slice(4 + length);
      let text: string | undefined;
      try {
        text = decoder.decode(bytes);
      } catch {
        text = undefined;
      }
      yield text;
    }
  }
}

function message(fields: object, ...rest: Uint8Array[]): Uint8Array[] {
  const body = new TextEncoder().encode(JSON.stringify(fields));
  const prefix = new Uint8Array(4);
  new DataView(prefix.buffer).setUint32(0, body.length, false);
  return [prefix, body, ...rest];
}

class TooMuch extends Error {}

class Runner {
  #left: number;
  readonly #stop = new AbortController();

  constructor(most: number) {
    this.#left = most;
  }

  async #all(stream: Readable): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of stream as AsyncIterable<Buffer>) {
      this.#left -= part.byteLength;
      if (this.#left < 0) {
        this.#stop.abort();
        throw new TooMuch('too much output');
      }
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  async run(argv: readonly string[], ms: number, gone: AbortSignal): Promise<Uint8Array[]> {
    const late = AbortSignal.timeout(ms);
    const child = spawn(argv[0] ?? '', argv.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = () => child.kill('SIGKILL');
    for (const signal of [late, gone, this.#stop.signal]) signal.addEventListener('abort', kill);
    try {
      const [stdout, stderr, [status, signal]] = await Promise.all([
        this.#all(child.stdout),
        this.#all(child.stderr),
        once(child, 'close'),
      ]);
      const sha256 = createHash('sha256')
        .update(Buffer.concat([stdout, stderr]))
        .digest('hex');
      const fields = { stdout: stdout.length, stderr: stderr.length, status, signal, sha256 };
      return message({ ...fields, note: 'a field that nobody asked for' }, stdout, stderr);
    } finally {
      for (const signal of [late, gone]) signal.removeEventListener('abort', kill);
    }
  }
}

export function startCommandServer(
  where: net.ListenOptions,
  commands: Record<string, readonly string[]>,
  {
    deadlineMs = 1e4,
    maxOutputBytes = 16 << 20,
  }: { deadlineMs?: number; maxOutputBytes?: number } = {},
): Promise<net.Server> {
  async function answer(text: string | undefined, gone: AbortSignal): Promise<Uint8Array[]> {
    try {
      if (text === undefined) throw new Error('the header is no UTF-8');
      const request: { command?: unknown; args?: unknown } = JSON.parse(text);
      const { command, args } = request;
      const argv = Object.entries(commands).find(([name]) => name === command)?.[1];
      if (!argv) throw new Error('no such command');
      if (!Array.isArray(args) || args.some((arg) => typeof arg !== 'string'))
        throw new Error('args have to be strings');
      return await new Runner(maxOutputBytes).run([...argv, ...args], deadlineMs, gone);
    } catch (problem) {
      return message({ error: `${problem}` });
    }
  }

  const server = net.createServer({ allowHalfOpen: true }, async (socket) => {
    const gone = new AbortController();
    socket.on('error', () => {}).on('close', () => gone.abort());
    try {
      for await (const text of headers(socket)) {
        for (const part of await answer(text, gone.signal)) socket.write(part);
      }
    } catch {
      socket.destroy();
    }
    socket.end();
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject).listen(where, () => resolve(server));
  });
}

export async function runRemote(
  where: { host: string; port: number },
  command: string,
  args: readonly string[] = [],
) {
  const socket = net.connect(where);
  const chunks = socket.iterator();
  let held = Buffer.alloc(0);
  const exactly = async (count: number): Promise<Buffer> => {
    const parts = [held];
    for (let have = held.length; have < count; ) {
      const { value, done } = await chunks.next();
      if (done) throw new Error('the connection ended early');
      parts.push(value);
      have += value.length;
    }
    const all = Buffer.concat(parts);
    held = all.subarray(count);
    return all.subarray(0, count);
  };
  try {
    const reading = exactly(4);
    for (const part of message({ command, args })) socket.write(part);
    const length = (await reading).readUInt32BE();
    if (length > MOST) throw new RangeError(`${length}`);
    const fields = JSON.parse(decoder.decode(await exactly(length)));
    if (fields.error) throw new Error(`refused (${fields.error})`);
    const { status, signal, stdout, stderr, sha256 } = fields;
    if (![stdout, stderr].every((n) => Number.isSafeInteger(n) && n >= 0 && n <= 16 << 20))
      throw new RangeError('sizes');
    if (stdout + stderr > 16 << 20) throw new RangeError('sizes');
    if (!(status === null || Number.isInteger(status))) throw new TypeError('status');
    if (!(signal === null || typeof signal === 'string')) throw new TypeError('signal');
    const out = await exactly(stdout);
    const err = await exactly(stderr);
    const found = createHash('sha256').update(out).update(err).digest('hex');
    if (found !== sha256) throw new Error('the digest does not fit');
    return { status, signal, stdout: out, stderr: err };
  } finally {
    socket.destroy();
  }
}
