// Wrong on purpose: a loop of send and recv: a line is said, and the next event is its answer.
// check: converses
// cause: waits-for-another-event
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
  await once(socket, 'connect');
  const [greeting] = await once(socket, 'data');
  const heard = [String(greeting).replace(/\n$/, '')];
  const left = new Promise<never>((_, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server left')));
  });
  left.catch(() => {});
  for (const line of toSay) {
    socket.write(`${line}\n`);
    const [answer] = await Promise.race([once(socket, 'data'), left]);
    heard.push(String(answer).replace(/\n$/, ''));
  }
  socket.end();
  return heard;
}
