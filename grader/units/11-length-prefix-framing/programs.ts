import { once } from 'node:events';
import type * as exercise from '../../../solutions/11-length-prefix-framing.ts';
import {
  connectByHand,
  END_OF_INPUT,
  frameReader,
  type Program,
  type Programs,
  UINT32,
} from '../../vocabulary.ts';

type Exercise = typeof exercise;

const reader = frameReader(UINT32);

const client: Program<Exercise> = {
  about: 'encodeFrame for each line that you type, FrameDecoder for what comes back',
  transport: 'tcp',
  reader,
  usage: `Type lines. ${END_OF_INPUT}`,
  async talk({ encodeFrame, FrameDecoder }, address, { lines, print, failed }) {
    const socket = await connectByHand(address);
    const decoder = new FrameDecoder();
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
        for (const frame of decoder.push(chunk)) print(`${JSON.stringify(frame.toString())}\n`);
      }),
    );
    socket.on('end', () => orElse(() => decoder.end()));
    const closed = once(socket, 'close');
    for await (const line of lines) socket.write(encodeFrame(Buffer.from(line)));
    socket.end();
    await closed;
  },
};

/** Works in the shells of Unix and of Windows. */
function python(port: number): string {
  return (
    `python3 -c "import socket; s = socket.create_connection(('127.0.0.1', ${port})); ` +
    `s.sendall(b'\\0\\0\\0\\5hello'); print(s.recv(99))"`
  );
}

const programs: Programs<Exercise> = {
  server: {
    about: 'startFrameServer',
    transport: 'tcp',
    reader,
    byHand: (port) => [
      `printf '\\0\\0\\0\\5hello' | socat - TCP:127.0.0.1:${port}`,
      `(printf '\\0\\0'; sleep 1; printf '\\0\\5hello') | socat -t 5 - TCP:127.0.0.1:${port}`,
      python(port),
    ],
    start: ({ startFrameServer }, address) => startFrameServer(address),
  },
  client,
};

export default programs;
