// Right: a state machine that takes one byte after the other, and callbacks
import net from 'node:net';

type State = 'header' | 'body' | 'refused';

export function encodeFrame(payload: Uint8Array): Buffer {
  const { length } = payload;
  const header = Buffer.of(length >>> 24, length >>> 16, length >>> 8, length);
  return Buffer.concat([header, payload]);
}

export class FrameDecoder {
  private state: State = 'header';
  private length = 0;
  private seen = 0;
  private body = Buffer.alloc(0);
  private readonly largest: number;

  constructor(options?: { maxFrameLength?: number }) {
    this.largest = options?.maxFrameLength ?? 1 << 24;
  }

  push(chunk: Uint8Array): Buffer[] {
    if (this.state === 'refused') throw new RangeError('this stream was given up');
    const frames: Buffer[] = [];
    for (const byte of chunk) {
      if (this.state === 'header') {
        this.length = ((this.length << 8) | byte) >>> 0;
        if (++this.seen < 4) continue;
        this.start();
      } else {
        this.body[this.seen++] = byte;
      }
      if (this.state === 'body' && this.seen === this.body.length) {
        frames.push(this.body);
        this.state = 'header';
        this.length = 0;
        this.seen = 0;
      }
    }
    return frames;
  }

  end(): void {
    if (this.state !== 'header' || this.seen !== 0) throw new Error(`the end, in a ${this.state}`);
  }

  private start(): void {
    if (this.length > this.largest) {
      this.state = 'refused';
      throw new RangeError(`${this.length} > ${this.largest}`);
    }
    this.state = 'body';
    this.body = Buffer.alloc(this.length);
    this.seen = 0;
  }
}

export function startFrameServer(address: { host: string; port: number }): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer({ allowHalfOpen: true });
    server.on('connection', (socket) => {
      const decoder = new FrameDecoder();
      socket.on('data', (chunk) => {
        let frames: Buffer[];
        try {
          frames = decoder.push(chunk);
        } catch {
          socket.resetAndDestroy();
          return;
        }
        for (const frame of frames) {
          const header = Buffer.alloc(4);
          header.writeUInt32BE(frame.length);
          socket.write(header);
          socket.write(frame.reverse());
        }
      });
      socket.on('end', () => socket.end());
      socket.on('error', () => socket.destroy());
    });
    server.once('error', reject);
    server.listen({ ...address, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
