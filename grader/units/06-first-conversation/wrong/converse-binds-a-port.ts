// Wrong on purpose: asks for a port of its own, as a server does with bind().
// check: converses
// cause: fixed-local-port
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
  const socket = net.connect({ ...address, localPort: 45_311 }).setEncoding('utf8');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  for (const line of toSay) socket.write(`${line}\n`);
  socket.end();
  await once(socket, 'close');
  const heard = text.split('\n').slice(0, -1);
  if (heard.length <= toSay.length) throw new Error(`the server left after ${heard.length} lines`);
  return heard;
}
