import type * as exercise from '../../../solutions/19-reliable-udp.ts';
import type { Programs } from '../../vocabulary.ts';

type Exercise = typeof exercise;

const OPTIONS = {
  window: 4,
  firstNumber: 0,
  mostSends: 6,
  initialRtoMs: 1000,
  minRtoMs: 200,
  maxRtoMs: 5000,
};

/** Shows what arrives. It goes on beside the program, until that ends. */
async function show(inbox: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const message of inbox)
    process.stdout.write(`arrived: ${Buffer.from(message).toString()}\n`);
}

const programs: Programs<Exercise> = {
  inbox: {
    about: 'openInbox',
    transport: 'udp',
    async start({ openInbox }, address) {
      const inbox = await openInbox(address, OPTIONS);
      void show(inbox);
      return inbox;
    },
  },
  sender: {
    about: 'sendAll: each word of a line is a message',
    transport: 'udp',
    usage: 'Type a line; each of its words is a message. An empty line ends it.',
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
