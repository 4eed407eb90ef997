// Wrong on purpose: waits for 'end' although it has been already.
// check: reads
// cause: fin-not-heard
import type net from 'node:net';

export { connectEx, describeSocket } from '../../../../solutions/14-connect-and-timeouts.ts';

export function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const clear = () => {
      clearTimeout(timer);
      socket.off('readable', onReadable);
      socket.off('end', onEnd);
      socket.off('error', onError);
    };
    const onReadable = () => {
      const chunk: Buffer | null = socket.read();
      if (chunk === null) return;
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
    const timer = setTimeout(() => {
      onError(Object.assign(new Error(`nothing came within ${ms} ms`), { code: 'ETIMEDOUT' }));
    }, ms);
    if (socket.errored) return onError(socket.errored);
    socket.on('readable', onReadable).on('end', onEnd).on('error', onError);
    onReadable();
  });
}
