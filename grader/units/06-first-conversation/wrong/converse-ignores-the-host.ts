// Wrong on purpose: connects to the port, and leaves out the host.
// check: converses
// cause: host-ignored
import { once } from 'node:events';
import net from 'node:net';

export {
  greet,
  startConversationServer,
  startGreetingServer,
} from '../../../../solutions/06-first-conversation.ts';

export async function converse(
  { port }: { host: string; port: number },
  lines: readonly string[],
): Promise<string[]> {
  const exit = lines.indexOf('exit');
  const toSay = exit < 0 ? lines : lines.slice(0, exit + 1);
  const socket = net.connect(port).setEncoding('utf8');
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
