// Wrong on purpose: exit is a line like any other for the one who says it.
// check: converses
// cause: spoke-after-exit
import { once } from 'node:events';
import net from 'node:net';

export {
  greet,
  startConversationServer,
  startGreetingServer,
} from '../../../../solutions/06-first-conversation.ts';

export async function converse(
  address: { host: string; port: number },
  lines: readonly string[],
): Promise<string[]> {
  const socket = net.connect(address);
  socket.setEncoding('utf8');
  let heard = '';
  socket.on('data', (text) => {
    heard += text;
  });
  socket.end(lines.map((line) => `${line}\n`).join(''));
  await once(socket, 'close');
  const said = heard.split('\n').slice(0, -1);
  if (said.length < Math.min(lines.length, lines.indexOf('exit') + 1) + 1) {
    throw new Error('the server left');
  }
  return said;
}
