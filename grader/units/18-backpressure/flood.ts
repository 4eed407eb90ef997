import type net from 'node:net';
import type { Terminal } from '../../vocabulary.ts';

const MIB = 1024 * 1024;
const BLOCK = Buffer.alloc(MIB / 4, '.');
/** So long without room is told. */
const STALLED_MS = 500;

/** Sends as much as it is told, as fast as there is room, and reads only as long as it is told to. */
export async function floodByHand(socket: net.Socket, { lines, print }: Terminal): Promise<void> {
  let sent = 0;
  let received = 0;
  let owed = 0;
  let closed = false;
  const tell = (what: string) =>
    print(`sent ${inMib(sent)} MiB, received ${inMib(received)} MiB: ${what}\n`);
  const stalled = () => tell('there is no room for more');
  let timer: NodeJS.Timeout | undefined;
  const step = () => {
    if (owed === 0 || closed) return;
    timer = setTimeout(stalled, STALLED_MS);
    socket.write(BLOCK, () => {
      clearTimeout(timer);
      sent += BLOCK.length;
      owed -= BLOCK.length;
      if (owed === 0) tell('all that was asked for is sent');
      step();
    });
  };
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received === sent && owed === 0) tell('all of it has come back');
  });
  socket.once('close', () => {
    closed = true;
    clearTimeout(timer);
  });
  for await (const line of lines) {
    if (closed) break;
    if (/^[1-9]\d{0,3}$/.test(line)) {
      const idle = owed === 0;
      owed += Number(line) * MIB;
      if (idle) step();
    } else if (line === 'stop') socket.pause();
    else if (line === 'go') socket.resume();
  }
  clearTimeout(timer);
  socket.destroy();
}

function inMib(bytes: number): string {
  return String(bytes / MIB).replace(/(\.\d\d)\d+/, '$1');
}
