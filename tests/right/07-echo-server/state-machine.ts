// Right: read() and 'readable', with states written out by hand and small pieces
import net from 'node:net';

interface Address {
  host: string;
  port: number;
}

type State = 'reading' | 'waiting for drain' | 'finished';

const LARGEST_PIECE = 1000;

class Talk {
  state: State = 'reading';
  heardFin = false;
  rest: Buffer = Buffer.alloc(0);
  socket: net.Socket;
  capitals: boolean;

  constructor(socket: net.Socket, capitals: boolean) {
    this.socket = socket;
    this.capitals = capitals;
    socket.on('readable', () => this.step());
    socket.on('end', () => {
      this.heardFin = true;
      this.step();
    });
    socket.on('drain', () => {
      this.state = 'reading';
      this.step();
    });
    socket.on('error', () => {
      this.state = 'finished';
    });
  }

  step(): void {
    while (this.state === 'reading') {
      if (this.rest.length === 0) {
        const read: Buffer | null = this.socket.read();
        if (read === null) break;
        this.rest = read;
      }
      const piece = this.rest.subarray(0, LARGEST_PIECE);
      this.rest = this.rest.subarray(piece.length);
      const more = this.socket.write(this.capitals ? this.upperCase(piece) : piece);
      if (!more) this.state = 'waiting for drain';
    }
    if (this.state === 'reading' && this.heardFin) {
      this.state = 'finished';
      this.socket.end();
    }
  }

  upperCase(piece: Buffer): Buffer {
    // latin1 has one character for each byte, and the pattern names 26 of them.
    const text = piece.toString('latin1');
    return Buffer.from(
      text.replace(/[a-z]+/g, (word) => word.toUpperCase()),
      'latin1',
    );
  }
}

function start(address: Address, capitals: boolean): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true, noDelay: true });
  server.on('connection', (socket: net.Socket) => new Talk(socket, capitals));
  return new Promise((resolve, reject) => {
    server.on('listening', () => resolve(server));
    server.on('error', reject);
    server.listen(address.port, address.host);
  });
}

export const startEchoServer = (address: Address) => start(address, false);
export const startUpperCaseServer = (address: Address) => start(address, true);

export const sendAndReadAll = (address: Address, bytes: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0);
    const socket = net.connect({
      host: address.host,
      port: address.port,
      // One buffer for all reads: what it holds has to be copied out of it.
      onread: {
        buffer: Buffer.alloc(4096),
        callback(length, buffer) {
          answer = Buffer.concat([answer, buffer.subarray(0, length)]);
          return true;
        },
      },
    });
    for (let at = 0; at < bytes.length; at += LARGEST_PIECE) {
      socket.write(bytes.subarray(at, at + LARGEST_PIECE));
    }
    socket.end();
    socket.once('end', () => resolve(answer));
    socket.once('error', reject);
  });
