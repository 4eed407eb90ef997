// Right: pipe, without allowHalfOpen where nothing stands between reading and writing
import { once } from 'node:events';
import net from 'node:net';
import { Transform, Writable } from 'node:stream';

interface Address {
  host: string;
  port: number;
}

export async function startEchoServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer();
  server.on('connection', (socket) => socket.on('error', () => {}).pipe(socket));
  await once(server.listen(port, host), 'listening');
  return server;
}

class UpperCase extends Transform {
  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error: null, bytes: Buffer) => void,
  ) {
    const capitals = Buffer.from(chunk);
    for (const [i, byte] of chunk.entries()) {
      if (byte >= 97 && byte <= 122) capitals[i] = byte - 32;
    }
    done(null, capitals);
  }
}

export async function startUpperCaseServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true });
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.pipe(new UpperCase()).pipe(socket);
  });
  await once(server.listen(port, host), 'listening');
  return server;
}

export async function sendAndReadAll(address: Address, bytes: Uint8Array): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const all = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const socket = net.connect({ ...address, allowHalfOpen: true });
  socket.on('error', (error) => all.destroy(error));
  socket.pipe(all);
  socket.end(bytes);
  await once(all, 'finish');
  return Buffer.concat(chunks);
}
