// Wrong on purpose: each answer comes in an event of its own.
// check: converses
// cause: chunk-taken-for-message
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
  const heard: string[] = [];
  socket.on('data', (text) => heard.push(String(text).replace(/\n$/, '')));
  for (const line of toSay) socket.write(`${line}\n`);
  socket.end();
  await once(socket, 'close');
  if (!heard.join('\n').includes(exit < 0 ? '' : '再见')) throw new Error('the server left');
  return heard;
}
