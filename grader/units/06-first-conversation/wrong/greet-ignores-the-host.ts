// Wrong on purpose: connects to the port, and leaves out the host.
// check: hears-greeting
// cause: host-ignored
import { greet as greetAt } from '../../../../solutions/06-first-conversation.ts';

export {
  converse,
  startConversationServer,
  startGreetingServer,
} from '../../../../solutions/06-first-conversation.ts';

export function greet(
  { port }: { host: string; port: number },
  options: { deadlineMs?: number } = {},
): Promise<string> {
  return greetAt({ host: 'localhost', port }, options);
}
