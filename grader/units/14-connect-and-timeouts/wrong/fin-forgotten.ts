// Wrong on purpose: hears FIN during the call, and does not look for one that came before it.
// check: reads
// cause: closed-after-fin
import type net from 'node:net';

export { connectEx, describeSocket } from '../../../../solutions/14-connect-and-timeouts.ts';

export function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const clear = () => {
      clearTimeout(timer);
      socket.off('readable', look).off('end', end).off('close', close);
    };
    const end = () => {
      clear();
      resolve(null);
    };
    const close = () => {
      clear();
      reject(socket.errored ?? new Error('closed'));
    };
    const look = () => {
      const chunk: Buffer | null = socket.read();
      if (chunk === null) return;
      clear();
      resolve(chunk);
    };
    const timer = setTimeout(() => {
      clear();
      reject(late(ms));
    }, ms);
    socket.on('readable', look).on('end', end).on('close', close);
    look();
    if (socket.destroyed) close();
  });
}

function late(ms: number): Error {
  return Object.assign(new Error(`nothing came within ${ms} ms`), { code: 'ETIMEDOUT' });
}
