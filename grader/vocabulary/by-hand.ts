import { once } from 'node:events';
import net from 'node:net';
import { quoted } from '../feedback/bytes.ts';
import type { Address } from '../loopback/tcp.ts';

/** How a person says that they have typed all. */
export const END_OF_INPUT =
  'The end of your input (Ctrl-D, on Windows Ctrl-Z and Enter) sends FIN.';

/** A server of ours for the programs of a unit, that is no part of its exercise. */
export async function listenByHand(
  { host, port }: Address,
  welcome: (socket: net.Socket) => void,
): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    welcome(socket);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

/** A connection of ours, to be passed to the exercise's functions. Rejects with Node's error. */
export async function connectByHand({ host, port }: Address): Promise<net.Socket> {
  const socket = net.connect({ host, port, allowHalfOpen: true });
  await once(socket, 'connect');
  socket.on('error', () => {});
  return socket;
}

/** What a protocol of lines shows of its bytes in the ladder. */
export function textOf(bytes: Buffer): string | undefined {
  return quoted(bytes, 16);
}
