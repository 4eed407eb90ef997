import type net from 'node:net';
import type * as exercise from '../../../solutions/10-ascii-length-prefix.ts';
import {
  DIGITS,
  END_OF_INPUT,
  frameReader,
  listenByHand,
  type Program,
  type Programs,
  type Terminal,
} from '../../vocabulary.ts';

type Exercise = typeof exercise;

const reader = frameReader(DIGITS);

/** Answers each text in capitals; what the decoder throws ends the conversation. */
function answerMessages(
  { MessageDecoder, encodeMessage }: Exercise,
  socket: net.Socket,
  { failed }: Terminal,
): void {
  const decoder = new MessageDecoder();
  const orElse = (work: () => void) => {
    try {
      work();
    } catch (error) {
      failed(error);
      socket.destroy();
    }
  };
  socket.on('data', (chunk: Buffer) =>
    orElse(() => {
      for (const text of decoder.push(chunk)) socket.write(encodeMessage(text.toUpperCase()));
    }),
  );
  socket.on('end', () =>
    orElse(() => {
      decoder.end();
      socket.end();
    }),
  );
}

const client: Program<Exercise> = {
  about: 'sendMessages, with each line that you type as a text',
  transport: 'tcp',
  reader,
  usage: `Type lines. ${END_OF_INPUT.replace('sends FIN', 'sends them, and FIN')}`,
  async talk({ sendMessages }, address, { lines, print }) {
    const texts: string[] = [];
    for await (const line of lines) texts.push(line);
    for (const text of await sendMessages(address, texts)) print(`${JSON.stringify(text)}\n`);
  },
};

const programs: Programs<Exercise> = {
  server: {
    about: 'MessageDecoder and encodeMessage, answering in capitals,',
    transport: 'tcp',
    reader,
    byHand: (port) => [
      `printf '0005hello0006你好' | socat - TCP:127.0.0.1:${port}`,
      `(printf '00'; sleep 1; printf '05hello') | socat -t 5 - TCP:127.0.0.1:${port}`,
    ],
    start: (exports, address, terminal) =>
      listenByHand(address, (socket) => answerMessages(exports, socket, terminal)),
  },
  client,
};

export default programs;
