import type * as exercise from '../../../solutions/07-echo-server.ts';
import { type Program, type Programs, textOf } from '../../vocabulary.ts';

type Exercise = typeof exercise;

const client: Program<Exercise> = {
  about: 'sendAndReadAll, with what you type',
  transport: 'tcp',
  tell: textOf,
  usage:
    'Type lines. The end of your input (Ctrl-D, on Windows Ctrl-Z and Enter) sends them and FIN.',
  async talk({ sendAndReadAll }, address, { lines, print }) {
    let text = '';
    for await (const line of lines) text += `${line}\n`;
    print(String(await sendAndReadAll(address, Buffer.from(text))));
  },
};

const programs: Programs<Exercise> = {
  server: {
    about: 'startEchoServer',
    transport: 'tcp',
    tell: textOf,
    start: ({ startEchoServer }, address) => startEchoServer(address),
  },
  upper: {
    about: 'startUpperCaseServer',
    transport: 'tcp',
    tell: textOf,
    start: ({ startUpperCaseServer }, address) => startUpperCaseServer(address),
  },
  client,
};

export default programs;
