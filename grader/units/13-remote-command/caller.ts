import {
  type Connection,
  countBytes,
  type Evidence,
  Failure,
  LOOPBACK,
  type ServerUnderTest,
  type Stage,
} from '../../vocabulary.ts';
import { COMMANDS, grace } from './commands.ts';
import { encode, isRecord, MOST_HEADER, type Reply, showFields } from './protocol.ts';

/** No command of ours takes so long: where nothing is said of deadlines, none is to end what hangs. */
const FAR_OFF = { deadlineMs: 60_000 };

/** A command server of the learner's with the grader's allow-list. */
export function commandServer(
  stage: Stage,
  options: { deadlineMs?: number; maxOutputBytes?: number } | 'its own limits' = {},
): Promise<ServerUnderTest> {
  const more = options === 'its own limits' ? [] : [{ ...FAR_OFF, ...options }];
  return stage.server('startCommandServer', LOOPBACK, COMMANDS, ...more);
}

/** The grader's side of a connection to a command server. */
export class Caller {
  readonly connection: Connection;
  #at = 0;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Sends one request and reads the reply to it. */
  async ask(command: string, args: string[] = []): Promise<Reply> {
    await this.connection.send(encode({ command, args }));
    return this.reply(show(command, args));
  }

  /** Reads the next reply. `asked` is what it is told to answer; `late` ms later than at once. */
  async reply(asked: string, late = 0): Promise<Reply> {
    const prefix = await this.#read(
      4,
      'a reply: a length of 4 bytes, then its header',
      asked,
      late,
    );
    const length = prefix.readUInt32BE();
    if (length > MOST_HEADER || length < 2) {
      throw new Failure({
        called: asked,
        expected: {
          text: `the length of a header, at most ${MOST_HEADER.toLocaleString('en-US')}`,
        },
        received: { bytes: prefix, remark: `${length.toLocaleString('en-US')}` },
        facts: { ...this.#facts, length, swapped: prefix.readUInt32LE() },
      });
    }
    const header = await this.#read(
      length,
      `the reply goes on: a header of ${countBytes(length)}`,
      asked,
      0,
    );
    const fields = this.#parse(header, asked);
    if (fields.error !== undefined) return { asked, fields, error: String(fields.error) };
    mustHaveFields(fields, asked);
    const stdout = await this.#read(
      Number(fields.stdout),
      `the reply goes on: ${fields.stdout} bytes of standard output`,
      asked,
      0,
    );
    const stderr = await this.#read(
      Number(fields.stderr),
      `the reply goes on: ${fields.stderr} bytes of standard error`,
      asked,
      0,
    );
    return { asked, fields, stdout, stderr };
  }

  /** Ends this side, and fails unless the server then ends its own with nothing before that. */
  async finish(): Promise<void> {
    const { peer } = this.connection;
    this.connection.fin();
    await peer.receiveToEnd();
    const rest = peer.received.subarray(this.#at);
    if (peer.ending === 'fin' && rest.length === 0) return;
    throw new Failure({
      expected: { bytes: Buffer.alloc(0), end: 'FIN' },
      received: {
        bytes: rest,
        ...(peer.ending === 'open' ? {} : { end: peer.ending.toUpperCase() }),
      },
      ...(peer.ending === 'open'
        ? { waited: `${peer.name} had its replies, sent FIN and waited for yours.` }
        : {}),
      facts: { ...this.#facts, finished: true },
    });
  }

  get #facts(): NonNullable<Evidence['facts']> {
    const { peer } = this.connection;
    return { name: peer.name, ending: peer.ending };
  }

  async #read(count: number, what: string, asked: string, late: number): Promise<Buffer> {
    const { peer } = this.connection;
    const end = this.#at + count;
    const missing = () => peer.receivedLength < end && peer.ending === 'open';
    await peer.receive(end, 3000 + late);
    // A program has to be started for most replies: on a busy machine that takes a while.
    if (missing()) await peer.receive(end, await grace());
    const received = peer.received.subarray(this.#at, end);
    if (received.length === count) {
      this.#at = end;
      return received;
    }
    const open = peer.ending === 'open';
    throw new Failure({
      called: asked,
      expected: { text: what },
      received: {
        bytes: received,
        remark: open ? 'and nothing more' : `and then ${peer.ending.toUpperCase()}`,
      },
      ...(open
        ? {
            waited: `${peer.name} waited for ${countBytes(count)}: received ${received.length}; the connection is still open.`,
          }
        : {}),
      facts: { ...this.#facts, missing: what, asked, came: received.length, count },
    });
  }

  #parse(header: Buffer, asked: string): Record<string, unknown> {
    try {
      const value: unknown = JSON.parse(header.toString());
      if (isRecord(value)) return value;
    } catch {
      // told below
    }
    const all = this.connection.peer.received.subarray(this.#at - header.length).toString();
    throw new Failure({
      called: asked,
      expected: { text: `${countBytes(header.length)} that are one JSON object` },
      received: { bytes: header },
      facts: { ...this.#facts, characters: isJson(all.slice(0, header.length)) },
    });
  }
}

function isJson(text: string): boolean {
  try {
    return isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}

function mustHaveFields(fields: Record<string, unknown>, asked: string): void {
  const isSize = (size: unknown) => Number.isSafeInteger(size) && Number(size) >= 0;
  const { status, signal, stdout, stderr, sha256 } = fields;
  const wrong = [
    status === null || Number.isInteger(status) ? '' : 'status',
    signal === null || typeof signal === 'string' ? '' : 'signal',
    isSize(stdout) ? '' : 'stdout',
    isSize(stderr) ? '' : 'stderr',
    typeof sha256 === 'string' ? '' : 'sha256',
  ].filter(Boolean);
  if (wrong.length === 0) return;
  throw new Failure({
    called: asked,
    expected: { text: 'status, signal, stdout, stderr and sha256, each of its type' },
    received: { text: showFields(fields), remark: `look at ${wrong.join(', ')}` },
    facts: { fields: wrong.join(' ') },
  });
}

export function show(command: string, args: readonly string[]): string {
  const text = JSON.stringify({ command, args });
  // A word that is longer than a line would stay whole.
  const most = /\S{64}/.test(text) ? 60 : 120;
  return text.length <= most ? text : `${text.slice(0, most)} …`;
}
