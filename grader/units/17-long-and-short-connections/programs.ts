import type * as exercise from '../../../solutions/17-long-and-short-connections.ts';
import { frameReader, type Program, type Programs, UINT32 } from '../../vocabulary.ts';

type Exercise = typeof exercise;

/** 00 00 00 07 800 ms "hello", and 00 00 00 00 heartbeat. */
const reader = frameReader({
  ...UINT32,
  showBody: (body) =>
    body.length < 2
      ? 'heartbeat'
      : `${body.readUInt16BE()} ms ${JSON.stringify(body.subarray(2, 14).toString())}`,
});

/** Generous for a person who types: a heartbeat every 5 s, and a minute of patience. */
const TIMES = { idleMs: 60_000, heartbeatMs: 5_000, deadMs: 20_000 };

/** `800 hello` is a request whose work takes 800 ms. */
function toRequest(line: string): Buffer {
  const [, ms = '0', text = ''] = /^(?:(\d{1,4}) )?(.*)$/.exec(line) ?? [];
  const work = Buffer.alloc(2);
  work.writeUInt16BE(Number(ms));
  return Buffer.concat([work, Buffer.from(text)]);
}

const client: Program<Exercise> = {
  about: 'LongClient: each line is a request, sent without waiting',
  transport: 'tcp',
  reader,
  usage:
    'Type lines. A number in front is how long the work takes: 800 hello. Then wait and watch.',
  async talk({ LongClient }, address, { lines, print }) {
    const long = new LongClient(address, TIMES);
    for await (const line of lines) {
      long.request(toRequest(line)).then(
        (reply) => print(`${reply.subarray(2)}\n`),
        (error: unknown) => print(`${error}\n`),
      );
    }
    await long.close();
  },
};

const short: Program<Exercise> = {
  about: 'requestOnce: each line over a connection of its own',
  transport: 'tcp',
  reader,
  usage: 'Type lines. A number in front is how long the work takes: 800 hello',
  async talk({ requestOnce }, address, { lines, print }) {
    for await (const line of lines)
      print(`${(await requestOnce(address, toRequest(line))).subarray(2)}\n`);
  },
};

const programs: Programs<Exercise> = {
  server: {
    about: 'startSlowEchoServer',
    transport: 'tcp',
    reader,
    byHand: (port) => [
      `printf '\\0\\0\\0\\7\\3\\40hello' | socat -t 5 - TCP:127.0.0.1:${port} | od -c`,
    ],
    start: ({ startSlowEchoServer }, address) =>
      startSlowEchoServer(address, { idleMs: TIMES.deadMs }),
  },
  client,
  short,
};

export default programs;
