// Wrong on purpose: the reply is looked at when the connection has ended.
// check: client-asks
// cause: waits-for-fin
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
      socket.end(Buffer.concat([length, header]));
    });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => {
      try {
        resolve(resultIn(Buffer.concat(chunks)));
      } catch (error) {
        reject(error);
      }
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection ended before the reply did')));
  });
}

function resultIn(buffer: Buffer): Result {
  if (buffer.length < 4) throw new Error('no reply');
  const end = 4 + buffer.readUInt32BE();
  if (end > 4 + 65_536) throw new Error('the header is too long');
  if (buffer.length < end) throw new Error('half a header');
  const header = JSON.parse(buffer.toString('utf8', 4, end));
  if (header === null || typeof header !== 'object') throw new Error('the header is no object');
  if (typeof header.error === 'string') throw new Error(header.error);
  const { status, signal, stdout, stderr, sha256 } = header;
  const sizes = [stdout, stderr].every((size) => Number.isInteger(size) && size >= 0);
  if (!sizes || stdout + stderr > 16 * 1024 * 1024) throw new Error('sizes that cannot be');
  if (status !== null && !Number.isInteger(status)) throw new Error('no status');
  if (signal !== null && typeof signal !== 'string') throw new Error('no signal');
  if (buffer.length < end + stdout + stderr) throw new Error('half a reply');
  const output = buffer.subarray(end, end + stdout + stderr);
  if (createHash('sha256').update(output).digest('hex') !== sha256) throw new Error('changed');
  return { status, signal, stdout: output.subarray(0, stdout), stderr: output.subarray(stdout) };
}
