// Wrong on purpose: takes the message of an error for its code.
// check: read-deadline
// cause: message-for-code
import type net from 'node:net';

export { connectEx, describeSocket } from '../../../../solutions/14-connect-and-timeouts.ts';

export function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const clear = () => {
      clearTimeout(timer);
      socket.off('readable', look);
      socket.off('end', look);
      socket.off('error', look);
      socket.off('close', look);
    };
    const look = () => {
      const chunk: Buffer | null = socket.read();
      if (chunk === null && !socket.readableEnded && !socket.destroyed) return;
      clear();
      if (chunk !== null) return resolve(chunk);
      if (socket.readableEnded) resolve(null);
      else reject(socket.errored ?? withCode('ECONNABORTED', 'closed'));
    };
    const timer = setTimeout(() => {
      clear();
      reject(new Error('ETIMEDOUT'));
    }, ms);
    socket.on('readable', look);
    socket.on('end', look);
    socket.on('error', look);
    socket.on('close', look);
    look();
  });
}

function withCode(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
