// Wrong on purpose: a goodbye can be said at any later time, also when the server's FIN has come.
// check: settles
// cause: goodbye-too-late
import net from 'node:net';

export {
  converse,
  startConversationServer,
  startGreetingServer,
} from '../../../../solutions/06-first-conversation.ts';

export async function greet(
  address: { host: string; port: number },
  { deadlineMs = 0 }: { deadlineMs?: number } = {},
): Promise<string> {
  const socket = net.connect(address);
  socket.setTimeout(deadlineMs, () => socket.destroy(new Error('the server is silent')));
  socket.setEncoding('utf8');
  let text = '';
  for await (const more of socket.iterator({ destroyOnReturn: false })) {
    text += more;
    if (text.includes('\n')) break;
  }
  if (!text.includes('\n')) throw new Error('the server left');
  await new Promise((resolve) => setTimeout(resolve, 20)); // nobody says goodbye at once
  await new Promise<void>((resolve, reject) => {
    socket.write('再见\n', (error) => (error ? reject(error) : resolve()));
  });
  socket.end();
  socket.resume();
  return text.slice(0, text.indexOf('\n'));
}
