import { createHash } from 'node:crypto';
import { countBytes, type Evidence, Failure } from '../../vocabulary.ts';

export const MOST_HEADER = 65_536;

/** A reply as it came: its header, and the outputs behind it unless it is a refusal. */
export interface Reply {
  /** The request, as it is shown. */
  asked: string;
  fields: Record<string, unknown>;
  error?: string;
  stdout?: Buffer;
  stderr?: Buffer;
}

/** What a command is expected to come to. */
export interface Outcome {
  status?: number | null;
  signal?: string | null;
  stdout?: string | Uint8Array;
  stderr?: string | Uint8Array;
}

/** A header behind its length. Text is taken as the header itself, whatever it is. */
export function encode(header: Record<string, unknown> | string): Buffer {
  const bytes = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  return Buffer.concat([prefix(bytes.length), bytes]);
}

export function prefix(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

export function sha256(...parts: Uint8Array[]): string {
  return createHash('sha256').update(Buffer.concat(parts)).digest('hex');
}

/** A whole reply with these outputs; `lies` replace fields of its header. */
export function encodeReply(outcome: Outcome, lies: Record<string, unknown> = {}): Buffer {
  const { status = 0, signal = null } = outcome;
  const stdout = Buffer.from(outcome.stdout ?? '');
  const stderr = Buffer.from(outcome.stderr ?? '');
  const sizes = { stdout: stdout.length, stderr: stderr.length };
  const fields = { status, signal, ...sizes, sha256: sha256(stdout, stderr), ...lies };
  return Buffer.concat([encode(fields), stdout, stderr]);
}

/** Fails unless the command ran, and came to this. */
export function ran(reply: Reply, expected: Outcome, facts: Evidence['facts'] = {}): void {
  const { status = 0, signal = null } = expected;
  const { asked, fields, error } = reply;
  const stdout = Buffer.from(expected.stdout ?? '');
  const stderr = Buffer.from(expected.stderr ?? '');
  const about = { called: asked };
  if (error !== undefined) {
    throw new Failure({
      ...about,
      expected: { text: ending(status, signal, stdout.length, stderr.length) },
      received: { text: `refused: ${error.slice(0, 300)}` },
      facts: { ...facts, refused: error },
    });
  }
  const came = { stdout: reply.stdout ?? Buffer.alloc(0), stderr: reply.stderr ?? Buffer.alloc(0) };
  if (fields.status !== status || fields.signal !== signal) {
    const complaint = came.stderr.toString('utf8', 0, 300).trim();
    throw new Failure({
      ...about,
      expected: { text: ending(status, signal, stdout.length, stderr.length) },
      received: {
        text: ending(fields.status, fields.signal, came.stdout.length, came.stderr.length),
      },
      ...(complaint ? { happened: [`Its standard error begins: ${complaint}`] } : {}),
      facts: {
        ...facts,
        status: String(fields.status),
        signal: String(fields.signal),
        complaint,
      },
    });
  }
  for (const [name, bytes] of [
    ['stdout', stdout],
    ['stderr', stderr],
  ] as const) {
    if (came[name].equals(bytes)) continue;
    throw new Failure({
      ...about,
      expected: { bytes, remark: `standard ${name === 'stdout' ? 'output' : 'error'}` },
      received: { bytes: came[name] },
      facts: {
        ...facts,
        stream: name,
        otherStream: came[name === 'stdout' ? 'stderr' : 'stdout'].equals(bytes),
      },
    });
  }
}

function ending(status: unknown, signal: unknown, stdout: number, stderr: number): string {
  return `status ${status}, signal ${signal}; ${countBytes(stdout)} of stdout, ${countBytes(stderr)} of stderr`;
}

/** Fails unless the request was refused, with a reason. */
export function refused({ asked, fields, stdout }: Reply, facts: Evidence['facts'] = {}): void {
  if (typeof fields.error === 'string' && fields.error !== '') return;
  throw new Failure({
    called: asked,
    expected: { text: 'a refusal: a header with an error, which is a text' },
    received: { text: showFields(fields) },
    facts: { ...facts, notRefused: true, printed: stdout?.toString().slice(0, 200) ?? '' },
  });
}

/** The fields of a header, to be broken into lines between them. */
export function showFields(fields: Record<string, unknown>): string {
  const shown = Object.entries(fields).map(([name, value]) => {
    const text = JSON.stringify(value);
    return `${name}: ${text.length > 40 ? `${text.slice(0, 40)} …` : text}`;
  });
  return shown.join(', ').slice(0, 300);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
