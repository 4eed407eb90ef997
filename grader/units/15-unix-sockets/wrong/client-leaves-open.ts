// Wrong on purpose: the connection is left open when the number has come.
// check: draws-ticket
// cause: client-leaves-open
import net from 'node:net';

export { probePath, socketPath, startTicketServer } from '../../../../solutions/15-unix-sockets.ts';

export function drawTicket(place: string): Promise<number> {
  mustFit(place);
  return new Promise((resolve, reject) => {
    const socket = net.connect(place, () => socket.write('\n'));
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
      if (!text.includes('\n')) return;
      if (/^\d+\n/.test(text)) resolve(Number.parseInt(text, 10));
      else reject(new Error(`not a number: ${text}`));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server ended without a number')));
  });
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}
