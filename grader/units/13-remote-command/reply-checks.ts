import { type Check, type Connection, Failure, type ServerUnderTest } from '../../vocabulary.ts';
import { Caller, commandServer, show } from './caller.ts';
import {
  closedAfterOneReply,
  cutOffAtBrokenEnd,
  finKills,
  headerPerChunk,
  littleEndian,
  maxBuffer,
  oneAfterTheOther,
  oneRequestPerChunk,
  openInput,
  outputAsText,
  outputsMixed,
  ranInShell,
  replyAfterFinLost,
  wrongDigest,
} from './causes.ts';
import { grace, saying } from './commands.ts';
import { encode, ran, refused, sha256 } from './protocol.ts';
import { digestOfArrival, notListeningYet, overtaken } from './request-causes.ts';

export const runsCommand: Check = {
  id: 'runs-command',
  title: 'a command of the list runs, and the reply says what came of it',
  points: 2,
  lesson: 'the-bytes-of-a-request-and-a-reply',
  next: 'Which bytes does the lesson draw at this offset, and which ones came?',
  causes: [notListeningYet, littleEndian, ranInShell, openInput, outputsMixed],
  async play(stage) {
    const server = await commandServer(stage);
    server.mustListenOn('127.0.0.1');
    const caller = new Caller(await server.connect());
    const greeting = saying('hello');
    const first = caller.ask('say', greeting).catch((failure) => askSwapped(failure, server));
    ran(await first, { stdout: 'hello' });
    const complaint = saying('', 'no such file', 3);
    ran(await caller.ask('say', complaint), { status: 3, stderr: 'no such file' });
    ran(await caller.ask('say', saying('')), {});
    ran(await caller.ask('input'), { stdout: '0\n' });
    await caller.finish();
  },
};

/** Fails again, with what comes of the same request where its length has its bytes in the other order. */
async function askSwapped(failure: unknown, server: ServerUnderTest): Promise<never> {
  if (!(failure instanceof Failure) || failure.evidence.facts?.missing === undefined) throw failure;
  const other = await server.connect().catch(() => undefined);
  if (!other) throw failure;
  const request = encode({ command: 'say', args: saying('hello') });
  const length = request.readUInt32BE();
  request.writeUInt32LE(length);
  await other.send(request);
  await other.peer.receive(4, 3000);
  if (other.peer.receivedLength < 4) throw failure;
  throw failure.with({ facts: { readsSwapped: length } });
}

const OUTPUTS = [
  ['hello', ''],
  ['', 'no such file'],
  ['so far', 'and then'],
  ['', ''],
] as const;

export const digestOfOutput: Check = {
  id: 'digest',
  title: 'the digest is the SHA-256 of stdout and then stderr',
  points: 1,
  needs: ['runs-command'],
  lesson: 'what-the-digest-says',
  next: 'Over which bytes did you compute it, and in which order?',
  causes: [wrongDigest, digestOfArrival],
  async play(stage) {
    const server = await commandServer(stage, 'its own limits');
    const caller = new Caller(await server.connect());
    const replies: { out: string; err: string; came: string }[] = [];
    for (const [out, err] of OUTPUTS) {
      const reply = await caller.ask('say', saying(out, err));
      ran(reply, { stdout: out, stderr: err });
      replies.push({ out, err, came: String(reply.fields.sha256) });
    }
    await caller.finish();
    const { out, err, reply } = await stderrFirst(await server.connect('client 2'));
    if (reply) replies.push({ out, err, came: String(reply.fields.sha256) });
    const constant = replies.every(({ came }) => came === replies[0]?.came);
    for (const { out, err, came } of replies) {
      const [stdout, stderr] = [Buffer.from(out), Buffer.from(err)];
      const expected = sha256(stdout, stderr);
      if (came === expected) continue;
      const arrival = err.length > 1000;
      const shown = arrival ? '199,998 bytes, printed first' : JSON.stringify(err);
      const parts = [`stdout ${JSON.stringify(out)}`, `stderr ${shown}`];
      throw new Failure({
        called: `sha256 in the reply with ${parts.join(', ')}`,
        expected: { text: expected },
        received: { text: came.slice(0, 200) },
        facts: {
          constant,
          ofStdout: came === sha256(stdout),
          swapped: !arrival && came === sha256(stderr, stdout),
          arrival,
          upperCase: came.toLowerCase() === expected,
        },
      });
    }
  },
};

/** The reply with an output that was read, most of it, before the other began. Undefined where it is not whole. */
async function stderrFirst(connection: Connection) {
  const [out, err] = ['abcabca', 'abc'.repeat(66_666)];
  const fill = ['stderr', `${err.length}`, 'stdout', '7', 'abc'];
  const reply = await new Caller(connection).ask('fill', fill).catch(() => undefined);
  const whole = reply?.stdout?.equals(Buffer.from(out)) && reply.stderr?.equals(Buffer.from(err));
  return { out, err, reply: whole ? reply : undefined };
}

export const anySplit: Check = {
  id: 'any-split',
  title: 'requests are found wherever the stream was cut',
  points: 2,
  needs: ['allow-list'],
  lesson: 'reading-exactly-that-much',
  next: 'What has come of this request when its first chunk arrives, and what is left over after its last?',
  causes: [
    overtaken,
    headerPerChunk,
    oneRequestPerChunk,
    finKills,
    replyAfterFinLost,
    closedAfterOneReply,
  ],
  async play(stage) {
    const server = await commandServer(stage);
    const caller = new Caller(await server.connect('client 1'));
    const { connection } = caller;
    // Every cut into two, of a request that starts no program: that is quick.
    const unknown = encode({ command: '没有', args: ['x'] });
    for (let cut = 1; cut < unknown.length; cut++) {
      await connection.sendInPieces([unknown.subarray(0, cut), unknown.subarray(cut)]);
      // Bytes 80 to bf never begin a character in UTF-8.
      const inside = ((unknown[cut] ?? 0) & 0xc0) === 0x80 ? ', inside a character' : '';
      const asked = `没有, cut after ${cut} of ${unknown.length} bytes${inside}`;
      refused(await caller.reply(asked), { cut });
    }
    const greet = encode({ command: '问候', args: ['你好', 'Ana'] });
    await connection.sendOneByOne(greet);
    const asked = show('问候', ['你好', 'Ana']);
    ran(await caller.reply(`${asked}, one byte at a time`), { stdout: '你好 Ana' }, { cut: 1 });

    const one = encode({ command: 'say', args: saying('one') });
    const two = encode({ command: 'say', args: saying('', 'two') });
    await connection.send(Buffer.concat([one, unknown, two, greet.subarray(0, 9)]));
    const together = 'of three requests and a half in one chunk';
    const first = await caller.reply(`the first ${together}`);
    const overtook = first.error !== undefined && (await comesLater(caller, 'one'));
    ran(first, { stdout: 'one' }, { request: 1, overtaken: overtook });
    refused(await caller.reply(`the second ${together}`), { request: 2 });
    ran(await caller.reply(`the third ${together}`), { stderr: 'two' }, { request: 3 });
    await connection.send(greet.subarray(9));
    ran(await caller.reply(`the rest of ${asked}`), { stdout: '你好 Ana' }, { request: 4 });

    // As much of a request as says nothing yet comes with the one before it.
    for (const count of [1, 2, 3, 4]) {
      await connection.send(Buffer.concat([unknown, unknown.subarray(0, count)]));
      refused(await caller.reply(`a request with ${count} of the next one's bytes behind it`));
      await connection.send(unknown.subarray(count));
      refused(await caller.reply(`the rest of a request, ${count} of whose bytes came before it`));
    }

    await connection.send(Buffer.concat([one, two]));
    connection.fin();
    ran(await caller.reply('the first of two requests before FIN'), { stdout: 'one' });
    ran(await caller.reply('the second of two requests before FIN'), { stderr: 'two' });
    await caller.finish();

    const half = new Caller(await server.connect('client 2'));
    await half.connection.send(Buffer.concat([unknown, one.subarray(0, 20)]));
    half.connection.fin();
    refused(await half.reply('a request, before one that FIN cuts off'));
    await half.finish();
  },
};

/** Whether one of the next two replies is that of a command that printed this. */
async function comesLater(caller: Caller, stdout: string): Promise<boolean> {
  for (let n = 0; n < 2; n++) {
    const reply = await caller.reply('the next').catch(() => undefined);
    if (reply?.stdout?.toString() === stdout) return true;
  }
  return false;
}

export const outputWhole: Check = {
  id: 'output-whole',
  title: 'any bytes come back whole: 5 MB, both outputs, in any order',
  points: 2,
  needs: ['any-split'],
  lesson: 'two-pipes-at-once',
  next: 'Where do the bytes wait between the command and your reply, and what may happen to them there?',
  causes: [outputAsText, maxBuffer, oneAfterTheOther, cutOffAtBrokenEnd],
  async play(stage) {
    const { random } = stage;
    const server = await commandServer(stage);
    const caller = new Caller(await server.connect());
    const binary = Buffer.from([
      0xff,
      0xfe,
      0x00,
      0xe4,
      0xbd,
      0x0d,
      0x0a,
      0x80,
      ...random.bytes(64),
    ]);
    ran(await caller.ask('say', saying(binary)), { stdout: binary }, { binary: true });
    ran(await caller.ask('say', saying('', binary)), { stderr: binary }, { binary: true });
    for (const [first, size, second, rest] of [
      ['stdout', 5_000_000, 'stderr', 0],
      ['stderr', 1_000_000, 'stdout', 7],
      ['stdout', 1_000_000, 'stderr', 7],
    ] as const) {
      const text = random.bytes(6).toString('hex');
      const reply = await caller.ask('fill', [first, `${size}`, second, `${rest}`, text]);
      const facts = { first, second, size };
      ran(reply, { [first]: Buffer.alloc(size, text), [second]: Buffer.alloc(rest, text) }, facts);
    }
    await caller.finish();

    // A reply larger than the kernel's buffers: most of it still waits when the broken end comes.
    const slow = new Caller(await server.connect('client 1'));
    const { peer } = slow.connection;
    const size = 8 * 1024 * 1024;
    const fill = ['stdout', String(size), 'stderr', '0', 'x'];
    await slow.connection.send(encode({ command: 'fill', args: fill }));
    await peer.receive(1, 3000);
    if (peer.receivedLength === 0) await peer.receive(1, await grace());
    peer.pause();
    await slow.connection.send(encode({ command: 'fill', args: fill }).subarray(0, 20));
    slow.connection.fin();
    const other = new Caller(await server.connect('client 2'));
    refused(await other.ask('没有', ['x']));
    await other.finish();
    peer.resume();
    const whole = await slow.reply(
      'a command that prints 8 MiB, before a request that FIN cuts off',
    );
    ran(whole, { stdout: 'x'.repeat(size) });
    await slow.finish();
  },
};
