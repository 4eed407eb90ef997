// Wrong on purpose: the client has its reply, and leaves the connection as it is.
// check: client-asks
// cause: connection-left-open
import { createHash } from 'node:crypto';
import net from 'node:net';

export { startCommandServer } from '../../../../solutions/13-remote-command.ts';

interface Result {
  status: number | null;
  signal: string | null;
  stdout: Buffer;
  stderr: Buffer;
}

export function runRemote(
  address: { host: string; port: number },
  name: string,
  args: string[] = [],
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(address, () => {
      const header = Buffer.from(JSON.stringify({ command: name, args }));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(header.length);
      socket.write(Buffer.concat([length, header]));
    });
    let buffer = Buffer.alloc(0);
    const chunks: Buffer[] = [];
    let needed = 4;
    let waiting = 0;
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      waiting += chunk.length;
      if (buffer.length + waiting < needed) return;
      buffer = Buffer.concat([buffer, ...chunks]);
      chunks.length = 0;
      waiting = 0;
      try {
        const result = resultIn(buffer);
        if (typeof result === 'number') {
          needed = result;
          return;
        }
        resolve(result);
      } catch (error) {
        reject(error);
      }
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection ended before the reply did')));
  });
}

/** The result, or how many bytes have to come before it can be known. */
function resultIn(buffer: Buffer): Result | number {
  if (buffer.length < 4) return 4;
  const end = 4 + buffer.readUInt32BE();
  if (end > 4 + 65_536) throw new Error('the header is too long');
  if (buffer.length < end) return end;
  const header = JSON.parse(buffer.toString('utf8', 4, end));
  if (header === null || typeof header !== 'object') throw new Error('the header is no object');
  if (typeof header.error === 'string') throw new Error(header.error);
  const { status, signal, stdout, stderr, sha256 } = header;
  const sizes = [stdout, stderr].every((size) => Number.isInteger(size) && size >= 0);
  if (!sizes || stdout + stderr > 16 * 1024 * 1024) throw new Error('sizes that cannot be');
  if (status !== null && !Number.isInteger(status)) throw new Error('no status');
  if (signal !== null && typeof signal !== 'string') throw new Error('no signal');
  if (buffer.length < end + stdout + stderr) return end + stdout + stderr;
  const output = buffer.subarray(end, end + stdout + stderr);
  if (createHash('sha256').update(output).digest('hex') !== sha256) throw new Error('changed');
  return { status, signal, stdout: output.subarray(0, stdout), stderr: output.subarray(stdout) };
}
