// Right: one growing buffer, a regular expression, callbacks, and UTF-8 proved by encoding it again
import net from 'node:net';

export function encodeMessage(text: string): Buffer {
  const length = Buffer.byteLength(text, 'utf8');
  const header = `0000${length}`.slice(-Math.max(4, String(length).length));
  if (header.length !== 4) throw new RangeError(`${length} bytes do not fit four digits`);
  return Buffer.from(header + text, 'utf8');
}

export class MessageDecoder {
  private pending = Buffer.alloc(0);

  // A bad header or body stays at the front of the buffer, so that each later push() meets it again.
  push(chunk: Uint8Array): string[] {
    this.pending = Buffer.concat([this.pending, chunk]);
    const found: string[] = [];
    for (let header = this.header(); header !== undefined; header = this.header()) {
      const end = 4 + header;
      if (this.pending.length < end) return found;
      const body = this.pending.subarray(4, end);
      const text = body.toString('utf8');
      if (!Buffer.from(text).equals(body)) throw new TypeError('this body is no UTF-8');
      found.push(text);
      this.pending = this.pending.subarray(end);
    }
    return found;
  }

  end(): void {
    if (this.pending.length !== 0) throw new RangeError('cut off');
  }

  private header(): number | undefined {
    if (this.pending.length < 4) return undefined;
    const digits = this.pending.toString('latin1', 0, 4);
    if (/\D/.test(digits)) throw new SyntaxError(`not a header: ${digits}`);
    return +digits;
  }
}

export function sendMessages(
  address: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const messages = texts.map(encodeMessage);
    const decoder = new MessageDecoder();
    const answers: string[] = [];
    const socket = net.createConnection(address.port, address.host);
    socket.on('connect', () => {
      for (const message of messages) socket.write(message);
      socket.end();
    });
    socket.on('data', (chunk) => {
      try {
        answers.push(...decoder.push(chunk));
      } catch (error) {
        socket.destroy();
        reject(error);
      }
    });
    socket.on('end', () => {
      try {
        decoder.end();
        resolve(answers);
      } catch (error) {
        reject(error);
      }
    });
    socket.on('error', reject);
  });
}
