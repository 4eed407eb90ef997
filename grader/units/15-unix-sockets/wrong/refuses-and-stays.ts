// Wrong on purpose: the connection is closed where the number is good, and not where it is refused.
// check: draws-ticket
// cause: client-leaves-open
import net from 'node:net';

export { probePath, socketPath, startTicketServer } from '../../../../solutions/15-unix-sockets.ts';

export function drawTicket(place: string): Promise<number> {
  return new Promise((resolve, reject) => {
    mustFit(place);
    const socket = net.connect(place, () => socket.write('\n'));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!text.includes('\n')) return;
      if (!/^[0-9]+\n/.test(text)) {
        reject(new Error(`no number came, but ${JSON.stringify(text)}`));
        return;
      }
      resolve(parseInt(text, 10));
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('end', () => reject(new Error(`it ended after ${JSON.stringify(text)}`)));
  });
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}
