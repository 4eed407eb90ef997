import * as reference from '../../../solutions/13-remote-command.ts';
import {
  type Answer,
  type Check,
  type Connection,
  Failure,
  LOOPBACK,
  neverSettles,
  observe,
  type Stage,
} from '../../vocabulary.ts';
import { commandServer } from './caller.ts';
import {
  believesSizes,
  clientLengthInCharacters,
  digestNotChecked,
  finUnheard,
  intoNextReply,
  leftOpen,
  waitsForFin,
} from './causes.ts';
import { COMMANDS, startTime } from './commands.ts';
import { encode, encodeReply, isRecord, MOST_HEADER, type Outcome, prefix } from './protocol.ts';

/** Calls runRemote, lets `play` talk to it when its request has come, and gives what it came to. */
async function asking(
  { learner, host }: Stage,
  [name, args]: [string, string[]?],
  play: (connection: Connection, request: Buffer) => Promise<void>,
): Promise<Answer> {
  const listener = await host();
  const given = args ? [name, args] : [name];
  const called = learner.call('runRemote', { ...listener.address }, ...given);
  const connection = await listener.accept(called);
  if (connection) {
    const { peer } = connection;
    await peer.receive(4);
    const length = peer.receivedLength < 4 ? 0 : peer.received.readUInt32BE();
    if (length <= MOST_HEADER) await peer.receive(4 + length);
    await play(connection, peer.received);
  }
  return called;
}

function mustBeRequest(bytes: Buffer, name: string, args: string[]): void {
  const length = bytes.length < 4 ? 0 : bytes.readUInt32BE();
  const header = bytes.subarray(4);
  let request: unknown;
  try {
    request = JSON.parse(header.subarray(0, length).toString());
  } catch {
    // told below
  }
  const wanted = JSON.stringify([name, args]);
  const whole = header.length === length;
  if (whole && isRecord(request) && JSON.stringify([request.command, request.args]) === wanted)
    return;
  throw new Failure({
    called: `runRemote(…, ${wanted.slice(1, -1)})`,
    expected: { bytes: encode({ command: name, args }) },
    received: { bytes },
    facts: {
      length,
      bytes: header.length,
      characters: header.toString().length,
      swapped: bytes.length < 4 ? 0 : bytes.readUInt32LE(),
    },
  });
}

export const clientAsks: Check = {
  id: 'client-asks',
  title: 'runRemote sends one request, and reads just the reply to it',
  points: 2,
  lesson: 'reading-exactly-that-much',
  next: 'How many bytes are yours, and which of them told you so?',
  causes: [clientLengthInCharacters, intoNextReply, waitsForFin, leftOpen, neverSettles],
  async play(stage) {
    const { random } = stage;
    const binary = random.bytes(200);
    const played: { ask: [string, string[]?]; outcome: Required<Outcome>; pieces: number }[] = [
      { ask: ['list'], outcome: outcome(0, 'hello', ''), pieces: 0 },
      { ask: ['list'], outcome: outcome(0, 'hello', ''), pieces: 1 },
      { ask: ['列表', ['你好', '; $(x)', '']], outcome: outcome(3, '', '没有'), pieces: 0 },
      { ask: ['list', ['a']], outcome: outcome(0, '', ''), pieces: 2 },
      {
        ask: ['list', []],
        outcome: { ...outcome(0, binary, 'x'), status: null, signal: 'SIGKILL' },
        pieces: 9,
      },
      { ask: ['list'], outcome: outcome(0, random.bytes(5_000_000), binary), pieces: 3 },
      { ask: ['list'], outcome: outcome(1, 'a', 'bc'), pieces: 1000 },
    ];
    for (const { ask, outcome: came, pieces } of played) {
      let open: Connection | undefined;
      const answer = await asking(stage, ask, async (connection, request) => {
        open = connection;
        mustBeRequest(request, ask[0], ask[1] ?? []);
        const next = encodeReply({ stdout: 'the next reply' });
        const reply = Buffer.concat([encodeReply(came), ...(pieces === 0 ? [] : [next])]);
        if (pieces <= 1) await connection.send(reply);
        else await connection.sendInPieces(random.cut(reply, pieces));
      });
      const { status, signal } = came;
      const stdout = Buffer.from(came.stdout);
      const stderr = Buffer.from(came.stderr);
      answer.resolves({ status, signal, stdout, stderr }, { facts: { followed: pieces === 1 } });
      await open?.peer.receiveToEnd();
      if (open && open.peer.ending === 'open') {
        throw new Failure({
          called: answer.called,
          expected: { text: 'the client closes its connection when it has the reply' },
          received: { text: 'it is still open' },
          facts: { name: open.peer.name, leftOpen: true },
        });
      }
    }
  },
};

function outcome(status: number, stdout: string | Uint8Array, stderr: string | Uint8Array) {
  return { status, signal: null, stdout, stderr };
}

/** Replies that cannot be true, and how the stream goes on behind them. */
function lies(): { what: string; bytes: Buffer; fin?: true; digest?: true }[] {
  const hello = { stdout: 'hello', stderr: '!' };
  const lie = (fields: Record<string, unknown>) => encodeReply(hello, fields);
  const whole = encodeReply(hello);
  const wrong = Buffer.from(whole);
  wrong.write('H', wrong.length - 6);
  return [
    { what: 'one byte of the output is another', bytes: wrong, digest: true },
    {
      what: 'sha256 is that of nothing',
      bytes: lie({ sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }),
      digest: true,
    },
    { what: 'the size of stdout is 1 too small', bytes: lie({ stdout: 4 }), digest: true },
    {
      what: 'the size of stderr is 1 too large, and FIN follows',
      bytes: lie({ stderr: 2 }),
      fin: true,
    },
    { what: 'FIN comes inside the output', bytes: whole.subarray(0, -3), fin: true },
    { what: 'FIN comes inside the header', bytes: whole.subarray(0, 20), fin: true },
    { what: 'FIN comes inside the length', bytes: whole.subarray(0, 3), fin: true },
    { what: 'FIN comes instead of a reply', bytes: Buffer.alloc(0), fin: true },
    { what: 'the length is 4,294,967,295', bytes: Buffer.concat([prefix(0xffffffff), whole]) },
    { what: 'the length is 65,537', bytes: Buffer.concat([prefix(65_537), whole]) },
    { what: 'the header is no JSON', bytes: encode('{"status":0,') },
    { what: 'the header is null', bytes: encode('null') },
    { what: 'the header has no fields', bytes: encode('{}') },
    { what: 'sha256 is missing', bytes: lie({ sha256: undefined }) },
    { what: 'status is the text "0"', bytes: lie({ status: '0' }) },
    { what: 'signal is the number 9', bytes: lie({ status: null, signal: 9 }) },
    { what: 'the size of stdout is -1', bytes: lie({ stdout: -1 }) },
    { what: 'the size of stdout is 4.5', bytes: lie({ stdout: 4.5 }) },
    { what: 'the size of stderr is the text "1"', bytes: lie({ stderr: '1' }) },
    { what: 'the size of stderr is missing', bytes: lie({ stderr: undefined }) },
    { what: 'the size of stdout is 1,099,511,627,776', bytes: lie({ stdout: 2 ** 40 }) },
    {
      what: 'the two sizes are 16,777,217 together',
      bytes: lie({ stdout: 2 ** 23, stderr: 2 ** 23 + 1 }),
    },
  ];
}

export const clientRejects: Check = {
  id: 'client-rejects',
  title: 'runRemote rejects a refusal, and a reply that cannot be true',
  points: 2,
  needs: ['client-asks'],
  lesson: 'what-the-grader-plays',
  next: 'What would show that this reply is not true, before it is handed on?',
  causes: [digestNotChecked, finUnheard, believesSizes, neverSettles],
  async play(stage) {
    const error = '没有 a command of that name';
    const refusal = await asking(stage, ['rm'], (connection) => connection.send(encode({ error })));
    refusal.throws('Error', `the reply was ${JSON.stringify({ error })}`, { lie: 'refusal' });
    if (!refusal.error?.message.includes(error))
      refusal.fail({ text: `an Error whose message contains ${JSON.stringify(error)}` });
    for (const { what, bytes, fin, digest } of lies()) {
      const answer = await asking(stage, ['list'], async (connection) => {
        await connection.send(bytes);
        if (fin) connection.fin();
      }).catch((failure) => {
        if (!(failure instanceof Failure)) throw failure;
        const happened = [`In the reply, ${what}.`];
        throw failure.with({ happened, facts: { lie: what, fin: fin === true } });
      });
      answer.throws('Error', what, { lie: what, digest: digest === true });
    }
    const broken = await asking(stage, ['list'], async (connection) => {
      await connection.send(encodeReply({ stdout: 'hello' }).subarray(0, -2));
      await stage.turn();
      connection.reset();
    });
    broken.throws('Error', 'the server reset the connection inside the output');
    const nobody = { host: LOOPBACK.host, port: await stage.freePort() };
    const refused = await stage.learner.call('runRemote', nobody, 'list');
    refused.throws('Error', 'ECONNREFUSED, for nobody listens there');
  },
};

/** A program has to be started while the call waits: where this machine is too slow for it now, once more. */
async function patiently(call: () => Promise<Answer>): Promise<Answer> {
  for (let left = 3; ; left--) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Failure) || left === 0 || (await startTime()) < 500) throw error;
    }
  }
}

export const worksWithReference: Check = {
  id: 'works-with-reference',
  title: 'your server and client work with others, and with each other',
  points: 1,
  needs: ['digest', 'no-shell', 'any-split', 'client-asks'],
  lesson: 'what-the-grader-plays',
  next: 'Which of the two sides reads the bytes in another way than the lesson draws them?',
  async play(stage) {
    const { learner, closeAtEnd } = stage;
    const args = ['你好', '; echo stolen', ''];
    const stdout = Buffer.from(`${JSON.stringify(args)}\n`);
    const expected = { status: 0, signal: null, stdout, stderr: Buffer.alloc(0) };
    const others = await reference.startCommandServer(LOOPBACK, COMMANDS);
    closeAtEnd(() => new Promise((resolve) => others.close(resolve)));
    const { port } = others.address() as { port: number };
    const there = { ...LOOPBACK, port };
    (await patiently(() => learner.call('runRemote', there, 'args', args))).resolves(expected);
    const { address } = await commandServer(stage);
    const asked = () => reference.runRemote(address, 'args', args).then((came) => ({ ...came }));
    const theirs = () => observe('the reference client, talking to your server', asked());
    (await patiently(theirs)).resolves(expected);
    const here = { ...address };
    (await patiently(() => learner.call('runRemote', here, 'args', args))).resolves(expected);
  },
};
