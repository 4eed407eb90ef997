// Wrong on purpose: waits a little for more when a chunk has come, and goes on taking chunks meanwhile.
// check: stays-usable
// cause: given-to-nobody
import type net from 'node:net';

export { connectEx, describeSocket } from '../../../../solutions/14-connect-and-timeouts.ts';

export function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const clear = () => {
      clearTimeout(timer);
      for (const event of ['readable', 'end', 'error', 'close']) socket.off(event, look);
    };
    const look = () => {
      const chunk: Buffer | null = socket.read();
      if (chunk !== null) {
        setTimeout(() => {
          clear();
          resolve(chunk);
        }, 150);
        return;
      }
      if (!socket.readableEnded && !socket.destroyed) return;
      clear();
      if (socket.readableEnded) resolve(null);
      else reject(socket.errored ?? new Error('the socket was closed on this side'));
    };
    const timer = setTimeout(() => {
      clear();
      reject(late(ms));
    }, ms);
    for (const event of ['readable', 'end', 'error', 'close']) socket.on(event, look);
    look();
  });
}

function late(ms: number): Error {
  return Object.assign(new Error(`nothing came within ${ms} ms`), { code: 'ETIMEDOUT' });
}
