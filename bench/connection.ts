import { once } from 'node:events';
import net from 'node:net';
import { Recorder } from '../grader/loopback/recorder.ts';
import { connectTcp } from '../grader/loopback/tcp.ts';
import { Connection } from '../grader/vocabulary/connection.ts';
import { startEchoServer } from '../solutions/07-echo-server.ts';
import { compare, ratio } from './measure.ts';

const MESSAGES = 1000;

/** Messages that are sent and come back, with the grader's record and judgement against a bare socket. */
export async function benchConnection(): Promise<void> {
  const server = await startEchoServer({ host: '127.0.0.1', port: 0 });
  const { port } = server.address() as net.AddressInfo;
  const address = { host: '127.0.0.1', port };
  const message = Buffer.alloc(64, 'x');
  const patience = { deadlineMs: 3000, isResponsive: async () => true };

  async function bare(): Promise<void> {
    const socket = net.connect(address).setNoDelay(true);
    for (let i = 0; i < MESSAGES; i++) {
      socket.write(message);
      for (let got = 0; got < message.length; )
        got += ((await once(socket, 'data')) as [Buffer])[0].length;
    }
    socket.destroy();
  }

  async function graded(): Promise<void> {
    const peer = await connectTcp(
      address,
      { name: 'grader', other: 'your server' },
      new Recorder(),
      patience,
    );
    const connection = new Connection(peer);
    for (let i = 0; i < MESSAGES; i++) {
      await connection.send(message);
      await connection.expect(message);
    }
    await peer.close();
  }

  const times = await compare({ bare, graded }, 15);
  server.close();
  console.log(
    `a graded message against a bare one          ${ratio(times.graded, times.bare)}   (aim: at most 3)`,
  );
}
