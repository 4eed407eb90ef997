// Wrong on purpose: a connection that ends too early is expected to raise an error; FIN is none.
// check: short
// cause: waits-for-a-lost-reply
import net from 'node:net';

export {
  LongClient,
  startSlowEchoServer,
} from '../../../../solutions/17-long-and-short-connections.ts';

export function requestOnce(
  address: { host: string; port: number },
  body: Uint8Array,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(address.port, address.host);
    onFrames(socket, (reply) => {
      if (reply.length === 0) return;
      resolve(reply);
      socket.end();
    });
    socket.on('error', reject);
    socket.write(encodeFrame(body));
  });
}

function encodeFrame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

function onFrames(socket: net.Socket, take: (body: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE()) {
      const end = 4 + rest.readUInt32BE();
      take(rest.subarray(4, end));
      rest = rest.subarray(end);
    }
  });
}
