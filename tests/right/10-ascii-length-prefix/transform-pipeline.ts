// Right: Transform streams joined by pipeline(), and a list of parts that is joined when it is whole
import net from 'node:net';
import { Readable, Transform, type TransformCallback, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function encodeMessage(text: string): Buffer {
  const body = Buffer.from(text, 'utf-8');
  const digits = body.length.toString(10);
  if (digits.length > 4) throw new RangeError(`the text has ${digits} bytes`);
  return Buffer.concat([Buffer.alloc(4 - digits.length, '0'), Buffer.from(digits), body]);
}

export class MessageDecoder {
  parts: Buffer[] = [];
  have = 0;
  /** The length of the body that is under way. */
  length: number | null = null;
  failed: Error | null = null;

  push(chunk: Uint8Array): string[] {
    if (this.failed !== null) throw this.failed;
    // One copy of the chunk; what is handed on are views of that.
    this.parts.push(Buffer.from(chunk));
    this.have += chunk.length;
    const texts: string[] = [];
    while (this.have >= (this.length ?? 4)) {
      if (this.length === null) this.length = this.readLength(this.take(4));
      else {
        texts.push(this.readText(this.take(this.length)));
        this.length = null;
      }
    }
    return texts;
  }

  end(): void {
    if (this.length !== null || this.have > 0) throw new Error('in the middle of a message');
  }

  take(count: number): Buffer {
    const all = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
    const bytes = all ?? Buffer.alloc(0);
    this.parts = [bytes.subarray(count)];
    this.have -= count;
    return bytes.subarray(0, count);
  }

  readLength(header: Buffer): number {
    const allowed = Buffer.from('0123456789');
    if (header.every((byte) => allowed.includes(byte))) return Number(header.toString('latin1'));
    throw this.fail(new Error('a header has four digits'));
  }

  readText(body: Buffer): string {
    try {
      return utf8.decode(body);
    } catch {
      throw this.fail(new TypeError('a body is UTF-8'));
    }
  }

  fail(error: Error): Error {
    this.failed = error;
    return error;
  }
}

class Decoding extends Transform {
  readonly decoder = new MessageDecoder();

  constructor() {
    super({ readableObjectMode: true });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      for (const text of this.decoder.push(chunk)) this.push({ text });
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      this.decoder.end();
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

export async function sendMessages(
  address: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const messages = texts.map((text) => encodeMessage(text));
  const found: string[] = [];
  const collect = new Writable({
    objectMode: true,
    write({ text }: { text: string }, _encoding, done) {
      found.push(text);
      done();
    },
  });
  const socket = net.connect(address);
  // An empty pipeline ends at once, so FIN is sent also where there is no message at all.
  const sending = pipeline(Readable.from(messages, { objectMode: false }), socket);
  const reading = pipeline(socket, new Decoding(), collect);
  const [sent, read] = await Promise.allSettled([sending, reading]);
  if (read.status === 'rejected') throw read.reason;
  if (sent.status === 'rejected') throw sent.reason;
  return found;
}
