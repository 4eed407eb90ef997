import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';

const TEXT = 0x1;
const MASKED = 0x80;
const FINAL = 0x80;

/**
 * As much of a WebSocket (RFC 6455) as speaks with Node's inspector, which sends each message as one
 * frame. Node has one of its own only since 22. Emits 'message' and 'close'.
 */
export class WebSocketClient extends EventEmitter {
  readonly #socket: net.Socket;
  #rest: Buffer = Buffer.alloc(0);

  private constructor(socket: net.Socket, head: Buffer) {
    super();
    this.#socket = socket;
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => {}); // the other process has ended: 'close' tells it
    socket.on('close', () => this.emit('close'));
    if (head.length > 0) socket.unshift(head);
  }

  static async connect(url: string): Promise<WebSocketClient> {
    const { hostname, port, pathname } = new URL(url);
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    };
    const request = http.get({ hostname, port, path: pathname, headers });
    const [, socket, head] = (await once(request, 'upgrade')) as [unknown, net.Socket, Buffer];
    return new WebSocketClient(socket, head);
  }

  send(text: string): void {
    const bytes = Buffer.from(text);
    const mask = randomBytes(4);
    const masked = bytes.map((byte, i) => byte ^ (mask[i % 4] ?? 0));
    const head = Buffer.from([FINAL | TEXT, MASKED | 127, 0, 0, 0, 0, 0, 0, 0, 0]);
    head.writeUInt32BE(bytes.length, 6);
    this.#socket.write(Buffer.concat([head, mask, masked]));
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (let frame = this.#next(); frame; frame = this.#next()) {
      if (frame.opcode === TEXT) this.emit('message', frame.payload.toString());
    }
  }

  #next(): { opcode: number; payload: Buffer } | undefined {
    const [first, second = 0] = this.#rest;
    const short = second & 0x7f;
    const begin = short === 127 ? 10 : short === 126 ? 4 : 2;
    if (first === undefined || this.#rest.length < begin) return undefined;
    const length =
      begin === 2 ? short : this.#rest.readUIntBE(Math.max(2, begin - 6), begin === 4 ? 2 : 6);
    if (this.#rest.length < begin + length) return undefined;
    const payload = this.#rest.subarray(begin, begin + length);
    this.#rest = this.#rest.subarray(begin + length);
    return { opcode: first & 0x0f, payload };
  }
}
