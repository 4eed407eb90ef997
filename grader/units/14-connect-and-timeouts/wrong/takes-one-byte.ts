// Wrong on purpose: takes the number of read() for a largest size, like that of recv(), and asks for one byte.
// check: reads
// cause: part-of-what-came
import type net from 'node:net';

export { connectEx, describeSocket } from '../../../../solutions/14-connect-and-timeouts.ts';

export function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const clear = () => {
      clearTimeout(timer);
      for (const event of ['readable', 'end', 'error', 'close']) socket.off(event, look);
    };
    const look = () => {
      const chunk: Buffer | null = socket.read(1);
      if (chunk === null && !socket.readableEnded && !socket.destroyed) return;
      clear();
      if (chunk !== null) resolve(chunk);
      else if (socket.readableEnded) resolve(null);
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
