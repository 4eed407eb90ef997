import type * as exercise from '../../../solutions/19-reliable-udp.ts';
import type { Programs } from '../../vocabulary.ts';
import { DATA, nameOf, read } from './wire.ts';

type Exercise = typeof exercise;

const OPTIONS = {
  window: 4,
  firstNumber: 0,
  mostSends: 6,
  initialRtoMs: 1000,
  minRtoMs: 200,
  maxRtoMs: 5000,
};

const { window, mostSends, initialRtoMs, minRtoMs, maxRtoMs } = OPTIONS;

/** DATA 3 "rumour", ACK 4; what is neither is shown as it is. */
function tell(bytes: Buffer): string | undefined {
  const segment = read(bytes);
  if (typeof segment === 'string') return undefined;
  if (segment.kind !== DATA) return nameOf(bytes);
  const text = segment.payload.toString();
  return `${nameOf(bytes)} ${JSON.stringify(text.length <= 12 ? text : `${text.slice(0, 11)}…`)}`;
}

/** Shows what arrives. It goes on beside the program, until that ends. */
async function show(inbox: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const message of inbox)
    process.stdout.write(`arrived: ${Buffer.from(message).toString()}\n`);
}

const programs: Programs<Exercise> = {
  inbox: {
    about: 'openInbox',
    transport: 'udp',
    tell,
    byHand: () => [],
    async start({ openInbox }, address) {
      const inbox = await openInbox(address, OPTIONS);
      void show(inbox);
      return inbox;
    },
  },
  sender: {
    about: 'sendAll: each word of a line is a message',
    transport: 'udp',
    tell,
    usage:
      'Type a line; each of its words is a message. An empty line ends it.\n' +
      `Window ${window}, ${mostSends} sends at most, RTO ${initialRtoMs} ms at first, then ${minRtoMs} to ${maxRtoMs}.`,
    async talk({ sendAll }, address, { lines, print }) {
      for await (const line of lines) {
        const words = line.split(' ').filter((word) => word !== '');
        if (words.length === 0) return;
        const messages = words.map((word) => Buffer.from(word));
        await sendAll(messages, address, OPTIONS).then(
          () => print(`all ${messages.length} are acknowledged\n`),
          (error: Error) => print(`given up: ${error.message}\n`),
        );
      }
    },
  },
};

export default programs;
