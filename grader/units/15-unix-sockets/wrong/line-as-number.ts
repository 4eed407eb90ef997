// Wrong on purpose: what Number() makes an integer of is taken for a line of digits.
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
  const line = text.slice(0, text.indexOf('\n'));
  const number = Number(line);
  if (!text.includes('\n') || line === '' || !Number.isInteger(number)) {
    throw new Error(`no number came, but ${JSON.stringify(text)}`);
  }
  return number;
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}
