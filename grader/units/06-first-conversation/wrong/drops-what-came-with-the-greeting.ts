// Wrong on purpose: the first event is the greeting, and what stands behind its newline is thrown away.
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
  socket.setEncoding('utf8');
  const heard: string[] = [];
  let unfinished = '';
  const say = () => {
    const next = toSay[heard.length - 1];
    if (next === undefined) socket.end();
    else socket.write(`${next}\n`);
  };
  socket.on('data', (text) => {
    unfinished += text;
    const parts = unfinished.split('\n');
    if (parts.length === 1) return;
    unfinished = heard.length === 0 ? '' : (parts.pop() ?? '');
    for (const line of heard.length === 0 ? parts.slice(0, 1) : parts) {
      heard.push(line);
      say();
    }
  });
  await once(socket, 'close');
  if (heard.length < toSay.length + 1) throw new Error('the server left');
  return heard;
}
