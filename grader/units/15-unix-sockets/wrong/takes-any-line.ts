// Wrong on purpose: whatever the server says before it ends is made a number.
// check: draws-ticket
// cause: takes-any-line
import net from 'node:net';

export { probePath, socketPath, startTicketServer } from '../../../../solutions/15-unix-sockets.ts';

export async function drawTicket(place: string): Promise<number> {
  mustFit(place);
  const socket = net.connect(place);
  socket.write('\n');
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return Number(text);
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}
