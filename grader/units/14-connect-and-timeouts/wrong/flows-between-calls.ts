// Wrong on purpose: takes its 'data' listener off, and believes that the socket waits then.
// check: stays-usable
// cause: bytes-lost-between-calls
import type net from 'node:net';

export { connectEx, describeSocket } from '../../../../solutions/14-connect-and-timeouts.ts';

export function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const clear = () => {
      clearTimeout(timer);
      socket.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
    };
    const onData = (chunk: Buffer) => {
      clear();
      resolve(chunk);
    };
    const onEnd = () => {
      clear();
      resolve(null);
    };
    const onError = (error: Error) => {
      clear();
      reject(error);
    };
    const onClose = () => onError(new Error('the socket was closed'));
    const timer = setTimeout(() => {
      onError(withCode('ETIMEDOUT', `nothing came within ${ms} ms`));
    }, ms);
    if (socket.readableEnded) return onEnd();
    if (socket.destroyed) return onError(socket.errored ?? new Error('the socket was closed'));
    socket.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
  });
}

function withCode(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
