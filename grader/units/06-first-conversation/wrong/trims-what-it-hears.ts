// Wrong on purpose: trim() is to take the newline off, and takes the blanks at the end as well.
// check: converses
// cause: blanks-trimmed
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
  const exit = lines.indexOf('exit');
  const toSay = exit < 0 ? lines : lines.slice(0, exit + 1);
  const socket = net.connect(address);
  socket.setEncoding('utf8');
  let heard = '';
  socket.on('data', (text) => {
    heard += text;
  });
  for (const line of toSay) socket.write(`${line}\n`);
  socket.end();
  await once(socket, 'close');
  const said = heard.trimEnd().split('\n');
  if (said.length < toSay.length + 1) throw new Error('the server left');
  return said.map((line) => line.trim());
}
