import { once } from 'node:events';
import net from 'node:net';
import type * as exercise from '../../../solutions/11-length-prefix-framing.ts';
import type { Program, Programs } from '../../vocabulary.ts';

type Exercise = typeof exercise;

const client: Program<Exercise> = {
  about: 'encodeFrame and FrameDecoder, with each line that you type as a frame',
  transport: 'tcp',
  usage:
    'Type lines: each is a frame. The end of your input (Ctrl-D, on Windows Ctrl-Z and Enter) sends FIN.',
  async talk({ encodeFrame, FrameDecoder }, address, { lines, print }) {
    const socket = net.connect(address);
    await once(socket, 'connect');
    const answers = (async () => {
      const decoder = new FrameDecoder();
      for await (const chunk of socket) {
        for (const frame of decoder.push(chunk)) print(`${frame}\n`);
      }
      decoder.end();
    })();
    answers.catch(() => {}); // told below, when no more is typed
    for await (const line of lines) socket.write(encodeFrame(Buffer.from(line)));
    socket.end();
    await answers;
  },
};

const programs: Programs<Exercise> = {
  server: {
    about: 'startFrameServer',
    transport: 'tcp',
    typed: false,
    start: ({ startFrameServer }, address) => startFrameServer(address),
  },
  client,
};

export default programs;
