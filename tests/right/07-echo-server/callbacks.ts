// Right: callbacks, with one write under way at a time
import net from 'node:net';

type Address = { host: string; port: number };
type Answer = (chunk: Buffer) => Uint8Array | string;

export function startEchoServer(address: Address): Promise<net.Server> {
  return listen(address, (chunk) => chunk);
}

export function startUpperCaseServer(address: Address): Promise<net.Server> {
  return listen(address, (chunk) => {
    for (let i = 0; i < chunk.length; i += 1) {
      const byte = chunk[i] ?? 0;
      if (byte > 0x60 && byte < 0x7b) chunk[i] = byte & ~0x20;
    }
    return chunk;
  });
}

function listen(address: Address, answer: Answer): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = new net.Server({ allowHalfOpen: true });
    server.once('error', reject);
    server.on('connection', (socket) => converse(socket, answer));
    server.listen({ ...address, exclusive: true }, () => {
      server.removeListener('error', reject);
      resolve(server);
    });
  });
}

function converse(socket: net.Socket, answer: Answer): void {
  let writing = false;
  let ended = false;
  socket.on('data', (chunk) => {
    writing = true;
    socket.pause();
    socket.write(answer(chunk), () => {
      writing = false;
      if (ended) socket.end();
      else socket.resume();
    });
  });
  // It may come while a write is under way: pause() does not hold back the FIN.
  socket.on('end', () => {
    ended = true;
    if (!writing) socket.end();
  });
  socket.on('error', () => socket.destroy());
}

export function sendAndReadAll(address: Address, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let all = Buffer.alloc(0);
    const socket = net.createConnection(address.port, address.host, () => {
      socket.write(bytes, () => socket.end());
    });
    socket.on('data', (chunk) => {
      all = Buffer.concat([all, chunk]);
    });
    socket.on('end', () => resolve(all));
    socket.on('error', reject);
  });
}
