import net from 'node:net';

/** Where a server listens. */
export interface Address {
  host: string;
  port: number;
}

const HEADER_BYTES = 4;
const MAX_BODY_BYTES = 9999;
const ZERO = 0x30;

/**
 * A message: the length of its body in bytes as four ASCII digits, then the text in UTF-8. Throws
 * RangeError where the body has more than 9,999 bytes.
 */
export function encodeMessage(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length > MAX_BODY_BYTES) {
    throw new RangeError(
      `expected a text of at most ${MAX_BODY_BYTES} bytes, received ${body.length}`,
    );
  }
  const header = String(body.length).padStart(HEADER_BYTES, '0');
  return Buffer.concat([Buffer.from(header), body]);
}

/** Finds the messages in a stream of bytes that is pushed to it, wherever that was cut. */
export class MessageDecoder {
  /** What is waited for: a header or a body, at the size it will have. */
  #part = Buffer.alloc(HEADER_BYTES);
  #isBody = false;
  /** How much of it has come. */
  #filled = 0;

  /**
   * Takes the next bytes of the stream; returns the texts of the messages that are complete with
   * them. Throws an Error for a header that is not four digits, a TypeError for a body that is no
   * UTF-8, and from then on always.
   */
  push(chunk: Uint8Array): string[] {
    const texts: string[] = [];
    let at = 0;
    for (;;) {
      const piece = chunk.subarray(at, at + this.#part.length - this.#filled);
      // set() copies: the chunk stays the caller's.
      this.#part.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled < this.#part.length) return texts;
      // A part that throws here stays, and no later push() gets past it: where the next message
      // begins could only be known from this one.
      if (this.#isBody) {
        texts.push(decodeText(this.#part));
        this.#await(HEADER_BYTES);
      } else {
        // The body of an empty message is complete as soon as it is awaited.
        this.#await(readLength(this.#part));
      }
    }
  }

  /** The stream has ended. Throws an Error where that was inside a message. */
  end(): void {
    if (!this.#isBody && this.#filled === 0) return;
    const part = this.#isBody ? 'a body' : 'a header';
    throw new Error(
      `the stream ended after ${this.#filled} of the ${this.#part.length} bytes of ${part}`,
    );
  }

  /** Goes on from a header to its body, or from a body to the next header. */
  #await(bytes: number): void {
    this.#part = Buffer.alloc(bytes);
    this.#filled = 0;
    this.#isBody = !this.#isBody;
  }
}

/** The number that four ASCII digits say. Neither Number() nor parseInt(): both take more than digits. */
function readLength(header: Buffer): number {
  let length = 0;
  for (const byte of header) {
    const digit = byte - ZERO;
    if (digit < 0 || digit > 9) {
      throw new Error(`expected four digits as a header, received ${header.toString('hex')} (hex)`);
    }
    length = length * 10 + digit;
  }
  return length;
}

/** The text of a body. U+FEFF at its start is a character of it, not a byte order mark. */
function decodeText(body: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
}

/**
 * Sends each text as a message, then FIN; resolves with the texts of all messages that came until
 * the server's FIN. Rejects with RangeError, before anything is sent, where a text is too long;
 * with the kernel's error where the connection fails; and with an Error where what comes is no
 * row of whole messages.
 */
export async function sendMessages(
  { host, port }: Address,
  texts: readonly string[],
): Promise<string[]> {
  const messages = Buffer.concat(texts.map((text) => encodeMessage(text)));
  const socket = net.connect({ host, port });
  socket.end(messages);
  const chunks: AsyncIterable<Buffer> = socket;
  const decoder = new MessageDecoder();
  const answers: string[] = [];
  // Whatever ends this loop, an error of the decoder too, closes the connection.
  for await (const chunk of chunks) answers.push(...decoder.push(chunk));
  decoder.end();
  return answers;
}
