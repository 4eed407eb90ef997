import type * as exercise from '../../../solutions/17-long-and-short-connections.ts';
import type { Program, Programs } from '../../vocabulary.ts';

type Exercise = typeof exercise;

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
    start: ({ startSlowEchoServer }, address) =>
      startSlowEchoServer(address, { idleMs: TIMES.deadMs }),
  },
  client,
  short,
};

export default programs;
