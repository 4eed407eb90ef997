// Wrong on purpose: takes the socket's limit of quiet for the deadline of a read.
// check: leaves-nothing
// cause: limit-of-quiet
import type net from 'node:net';

export { connectEx, describeSocket } from '../../../../solutions/14-connect-and-timeouts.ts';

export function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const clear = () => {
      socket.setTimeout(0).off('timeout', giveUp);
      for (const event of ['readable', 'end', 'error', 'close']) socket.off(event, look);
    };
    const look = () => {
      const chunk: Buffer | null = socket.read();
      if (chunk === null && !socket.readableEnded && !socket.destroyed) return;
      clear();
      if (chunk !== null) resolve(chunk);
      else if (socket.readableEnded) resolve(null);
      else reject(socket.errored ?? new Error('the socket was closed on this side'));
    };
    const giveUp = () => {
      clear();
      reject(late(ms));
    };
    socket.setTimeout(ms, giveUp);
    for (const event of ['readable', 'end', 'error', 'close']) socket.on(event, look);
    look();
  });
}

function late(ms: number): Error {
  return Object.assign(new Error(`nothing came within ${ms} ms`), { code: 'ETIMEDOUT' });
}
