// Right: a state machine that looks at each byte once and refuses at the first bad one, and web streams
import { once } from 'node:events';
import net from 'node:net';
import { ReadableStream, TransformStream } from 'node:stream/web';

class ProtocolError extends Error {}

type State =
  | { waitsFor: 'header'; digits: number; length: number }
  | { waitsFor: 'body'; missing: number; text: string; utf8: InstanceType<typeof TextDecoder> }
  | { waitsFor: 'nothing' };

const START: State = { waitsFor: 'header', digits: 0, length: 0 };

export function encodeMessage(text: string): Buffer {
  const body = new TextEncoder().encode(text);
  if (body.byteLength >= 10 ** 4) throw new RangeError('more than four digits');
  const thousands = (body.byteLength / 10 ** 4).toFixed(4);
  return Buffer.concat([Buffer.from(thousands.slice(2)), body]);
}

export class MessageDecoder {
  #state: State = START;
  #texts: string[] = [];

  push(chunk: Uint8Array): string[] {
    if (this.#state.waitsFor === 'nothing') throw new ProtocolError('broken before');
    const before = this.#state;
    this.#state = { waitsFor: 'nothing' };
    let state: State = before;
    for (const byte of chunk) state = this.#next(state, byte);
    this.#state = state;
    return this.#texts.splice(0);
  }

  end(): void {
    const state = this.#state;
    if (state.waitsFor === 'body' || (state.waitsFor === 'header' && state.digits > 0)) {
      throw new ProtocolError(`the stream ended in a ${state.waitsFor}`);
    }
  }

  #next(state: State, byte: number): State {
    if (state.waitsFor === 'nothing') return state;
    if (state.waitsFor === 'body') {
      const { missing, utf8 } = state;
      const stream = missing > 1;
      const text = state.text + utf8.decode(Uint8Array.of(byte), { stream });
      if (stream) return { ...state, missing: missing - 1, text };
      this.#texts.push(text);
      return START;
    }
    if (byte < 0x30 || byte > 0x39) throw new ProtocolError(`${byte} is no digit`);
    const [digits, length] = [state.digits + 1, 10 * state.length + byte - 0x30];
    if (digits < 4) return { ...state, digits, length };
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    if (length > 0) return { waitsFor: 'body', missing: length, text: '', utf8 };
    this.#texts.push('');
    return START;
  }
}

/** The chunks of a socket, which is destroyed when nobody wants more of them. */
function chunksOf(socket: net.Socket): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      socket.on('data', (chunk) => controller.enqueue(new Uint8Array(chunk)));
      socket.on('end', () => controller.close());
      socket.on('error', (error) => controller.error(error));
    },
    cancel() {
      socket.destroy();
    },
  });
}

export async function sendMessages(
  address: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  const socket = net.connect(address);
  await once(socket, 'connect');
  // All of them before the first is written: one that is too long keeps the others back.
  let messages: Buffer[];
  try {
    messages = texts.map((text) => encodeMessage(text));
  } catch (error) {
    socket.destroy();
    throw error;
  }
  const answers = chunksOf(socket);
  for (const message of messages) socket.write(message);
  socket.end();
  const decoder = new MessageDecoder();
  const found: string[] = [];
  const decoding = new TransformStream<Uint8Array, string>({
    transform(chunk, controller) {
      for (const text of decoder.push(chunk)) controller.enqueue(text);
    },
    flush() {
      decoder.end();
    },
  });
  for await (const text of answers.pipeThrough(decoding)) found.push(text);
  return found;
}
