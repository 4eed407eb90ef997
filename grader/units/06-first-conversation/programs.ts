import type * as exercise from '../../../solutions/06-first-conversation.ts';
import { type Program, type Programs, textOf } from '../../vocabulary.ts';

type Exercise = typeof exercise;

const client: Program<Exercise> = {
  about: 'converse, with the lines that you type',
  transport: 'tcp',
  tell: textOf,
  usage: 'Type lines. "exit", or the end of your input, sends them.',
  async talk({ converse }, address, { lines, print }) {
    const said: string[] = [];
    for await (const line of lines) {
      said.push(line);
      if (line === 'exit') break;
    }
    for (const line of await converse(address, said)) print(`${line}\n`);
  },
};

const greet: Program<Exercise> = {
  about: 'greet: hears 你好 and says 再见',
  transport: 'tcp',
  tell: textOf,
  usage: '',
  async talk({ greet }, address, { print }) {
    print(`${await greet(address)}\n`);
  },
};

const programs: Programs<Exercise> = {
  server: {
    about: 'startConversationServer',
    transport: 'tcp',
    tell: textOf,
    start: ({ startConversationServer }, address) => startConversationServer(address),
  },
  greeting: {
    about: 'startGreetingServer',
    transport: 'tcp',
    tell: textOf,
    start: ({ startGreetingServer }, address) => startGreetingServer(address),
  },
  client,
  greet,
};

export default programs;
