// Wrong on purpose: a line that is no number is not the answer, so the client waits for one that is.
// check: draws-ticket
// cause: waits-behind-the-line
import net from 'node:net';

export { probePath, socketPath, startTicketServer } from '../../../../solutions/15-unix-sockets.ts';

export function drawTicket(place: string): Promise<number> {
  return new Promise((resolve, reject) => {
    mustFit(place);
    const socket = net.connect(place, () => socket.write('\n'));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!/^[0-9]+\n/.test(text)) return;
      socket.destroy();
      resolve(parseInt(text, 10));
    });
    socket.on('error', reject);
    socket.on('end', () => reject(new Error(`it ended after ${JSON.stringify(text)}`)));
  });
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}
