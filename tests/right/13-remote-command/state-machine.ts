// Right: classes with explicit states, a queue of requests, transforms for the digest
import childProcess from 'node:child_process';
import crypto from 'node:crypto';
import net from 'node:net';
import { buffer } from 'node:stream/consumers';

type Commands = { [name: string]: string[] };

/** Hands out what it is fed in pieces of the sizes that it is asked for. */
class Intake {
  #chunks: Buffer[] = [];
  #size = 0;

  feed(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  get size(): number {
    return this.#size;
  }

  take(count: number): Buffer | undefined {
    if (this.#size < count) return undefined;
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all.subarray(count)];
    this.#size -= count;
    return all.subarray(0, count);
  }
}

class HeaderReader {
  readonly #intake: Intake;
  #length: number | undefined;

  constructor(intake: Intake) {
    this.#intake = intake;
  }

  next(): Buffer | undefined {
    this.#length ??= this.#intake.take(4)?.readUInt32BE();
    if (this.#length === undefined) return undefined;
    if (this.#length > 0x10000) throw new RangeError('header too long');
    const header = this.#intake.take(this.#length);
    if (header) this.#length = undefined;
    return header;
  }
}

function frame(header: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const size = json.length;
  return Buffer.from([size >>> 24, (size >> 16) & 255, (size >> 8) & 255, size & 255, ...json]);
}

class Job {
  #child:
    | childProcess.ChildProcessByStdio<
        null,
        import('node:stream').Readable,
        import('node:stream').Readable
      >
    | undefined;
  #printed = 0;

  stop(): void {
    this.#child?.kill('SIGKILL');
  }

  async run(argv: string[], deadlineMs: number, most: number): Promise<Buffer> {
    if (argv.some((arg) => arg.includes('\u0000')))
      return frame({ error: 'U+0000 in an argument' });
    const child = childProcess.spawn(argv[0] ?? '', argv.slice(1), {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: false,
    });
    this.#child = child;
    const failed = new Promise<string>((resolve) =>
      child.on('error', (error) => resolve(error.message)),
    );
    const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
    const late = setTimeout(() => this.stop(), deadlineMs);
    const count = (part: Buffer) => {
      this.#printed += part.length;
      if (this.#printed > most) this.stop();
    };
    child.stdout.on('data', count);
    child.stderr.on('data', count);
    const output = Promise.all([buffer(child.stdout), buffer(child.stderr), closed]);
    output.catch(() => {});
    const came = await Promise.race([failed, output]);
    clearTimeout(late);
    if (typeof came === 'string') return frame({ error: came });
    if (this.#printed > most) return frame({ error: `more than ${most} bytes` });
    const [stdout, stderr] = came;
    const sha256 = crypto
      .createHash('sha256')
      .update(Buffer.concat([stdout, stderr]))
      .digest('hex');
    const sizes = { stdout: stdout.byteLength, stderr: stderr.byteLength };
    const header = { status: child.exitCode, signal: child.signalCode, ...sizes, sha256 };
    return Buffer.concat([frame(header), stdout, stderr]);
  }
}

class Session {
  readonly #socket: net.Socket;
  readonly #perform: (header: Buffer, job: Job) => Promise<Buffer>;
  readonly #intake = new Intake();
  readonly #headers = new HeaderReader(this.#intake);
  readonly #queue: Buffer[] = [];
  #job: Job | undefined;
  #state: 'open' | 'ending' | 'gone' = 'open';

  constructor(socket: net.Socket, perform: (header: Buffer, job: Job) => Promise<Buffer>) {
    this.#socket = socket;
    this.#perform = perform;
    socket.on('data', (chunk) => this.#onData(chunk));
    socket.on('end', () => {
      if (this.#state === 'open') this.#state = 'ending';
      void this.#work();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#state = 'gone';
      this.#queue.length = 0;
      this.#job?.stop();
    });
  }

  #onData(chunk: Buffer): void {
    this.#intake.feed(chunk);
    try {
      for (let header = this.#headers.next(); header; header = this.#headers.next())
        this.#queue.push(header);
    } catch {
      this.#state = 'gone';
      this.#socket.destroy();
      return;
    }
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#job) return;
    for (let header = this.#queue.shift(); header; header = this.#queue.shift()) {
      this.#job = new Job();
      const reply = await this.#perform(header, this.#job);
      this.#job = undefined;
      if (this.#state !== 'gone') this.#socket.write(reply);
    }
    if (this.#state === 'ending') this.#socket.end();
  }
}

export async function startCommandServer(
  address: { host: string; port: number },
  commands: Commands,
  options?: { deadlineMs?: number; maxOutputBytes?: number },
): Promise<net.Server> {
  const allowed = Object.assign(Object.create(null), commands) as Commands;
  const perform = async (header: Buffer, job: Job): Promise<Buffer> => {
    let request: unknown;
    try {
      request = JSON.parse(header.toString());
    } catch (error) {
      return frame({ error: `broken JSON: ${error}` });
    }
    const { command, args } = Object(request);
    const argv = typeof command === 'string' ? allowed[command] : undefined;
    if (!Array.isArray(argv)) return frame({ error: 'not on the list' });
    if (!Array.isArray(args) || !args.every((arg) => typeof arg === 'string'))
      return frame({ error: 'args' });
    const { deadlineMs = 10000, maxOutputBytes = 16777216 } = options ?? {};
    return job.run(argv.concat(args), deadlineMs, maxOutputBytes);
  };
  const server = new net.Server({ allowHalfOpen: true }, (socket) => new Session(socket, perform));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', resolve);
    server.listen(address);
  });
  return server;
}

class Ask {
  readonly #intake = new Intake();
  readonly #headers = new HeaderReader(this.#intake);
  #fields:
    | {
        status: number | null;
        signal: string | null;
        stdout: number;
        stderr: number;
        sha256: string;
      }
    | undefined;

  push(chunk: Buffer) {
    this.#intake.feed(chunk);
    if (!this.#fields) {
      const header = this.#headers.next();
      if (!header) return undefined;
      this.#fields = this.#check(JSON.parse(header.toString()));
    }
    const { status, signal, stdout, stderr, sha256 } = this.#fields;
    if (this.#intake.size < stdout + stderr) return undefined;
    const [out, err] = [this.#intake.take(stdout), this.#intake.take(stderr)];
    if (!out || !err) return undefined;
    const digest = crypto.createHash('sha256');
    for (const part of [out, err]) digest.update(part);
    if (digest.digest('hex') !== sha256) throw new Error('not the bytes that were sent');
    return { status, signal, stdout: out, stderr: err };
  }

  #check(fields: Record<string, unknown>) {
    if (fields.error !== undefined) throw new Error(`refused: ${fields.error}`);
    const { status, signal, stdout, stderr, sha256 } = fields;
    const size = (value: unknown): number => {
      if (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 16777216)
        return Number(value);
      throw new RangeError(`a size of ${value}`);
    };
    if (size(stdout) + size(stderr) > 16777216) throw new RangeError('too large');
    if (status !== null && typeof status !== 'number') throw new TypeError('status');
    if (signal !== null && typeof signal !== 'string') throw new TypeError('signal');
    if (typeof sha256 !== 'string') throw new TypeError('sha256');
    return { status, signal, stdout: size(stdout), stderr: size(stderr), sha256 };
  }
}

export function runRemote(
  address: { host: string; port: number },
  name: string,
  args: string[] = [],
) {
  const { promise, resolve, reject } = deferred<NonNullable<ReturnType<Ask['push']>>>();
  const ask = new Ask();
  const socket = new net.Socket();
  socket.on('connect', () => socket.write(frame({ command: name, args })));
  socket.on('data', (chunk) => {
    try {
      const result = ask.push(chunk);
      if (!result) return;
      resolve(result);
    } catch (error) {
      reject(error);
    }
    socket.destroy();
  });
  socket.on('end', () => reject(new Error('FIN before the end of the reply')));
  socket.on('error', reject);
  socket.connect(address.port, address.host);
  return promise;
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((fulfil, fail) => {
    resolve = fulfil;
    reject = fail;
  });
  return { promise, resolve, reject };
}
