// Wrong on purpose: the first 'data' event is taken for the whole number.
// check: draws-ticket
// cause: first-chunk-is-the-answer
import net from 'node:net';

export { probePath, socketPath, startTicketServer } from '../../../../solutions/15-unix-sockets.ts';

export async function drawTicket(place: string): Promise<number> {
  mustFit(place);
  const socket = net.connect(place);
  socket.write('\n');
  for await (const chunk of socket) {
    const text = String(chunk);
    if (!/^\d+\n?$/.test(text)) throw new Error(`not a number: ${text}`);
    return Number(text);
  }
  throw new Error('the server ended without a number');
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}
