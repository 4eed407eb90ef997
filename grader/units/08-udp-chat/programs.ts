import type * as exercise from '../../../solutions/08-udp-chat.ts';
import type { Program, Programs } from '../../vocabulary.ts';
import { tell } from './tell.ts';

type Exercise = typeof exercise;

const client: Program<Exercise> = {
  about: 'joinChat, under a name: client Ann',
  transport: 'udp',
  tell,
  usage: 'Type what you want to say. Q leaves.',
  example: 'Ann',
  async talk({ joinChat }, address, { lines, print }, [name = 'somebody']) {
    const member = await joinChat(address, name);
    print(`${name} is in the room.\n`);
    const hearing = hear(member, print);
    for await (const line of lines) {
      await member.say(line);
      if (/^q$/i.test(line)) break;
    }
    await member.leave();
    await hearing;
  },
};

async function hear(
  member: Awaited<ReturnType<Exercise['joinChat']>>,
  print: (text: string) => void,
): Promise<void> {
  for await (const { from, text } of member) print(`${from}: ${text}\n`);
}

const programs: Programs<Exercise> = {
  server: {
    about: 'startChatServer',
    transport: 'udp',
    tell,
    byHand: (port) => [`printf '\\1Eve' | socat -t 1 - UDP:127.0.0.1:${port} | od -t x1`],
    start: ({ startChatServer }, address) => startChatServer(address),
  },
  client,
};

export default programs;
