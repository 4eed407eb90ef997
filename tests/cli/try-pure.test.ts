import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ROOT } from '../helpers/course.ts';
import { learner } from '../helpers/learner.ts';
import { hasTerminals, Terminal } from '../helpers/terminal.ts';
import { submission } from '../helpers/workbook.ts';
import { ANSWERS } from './try-answers.ts';

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** `npm run try`, without npm. */
function start(words: readonly string[]) {
  const child = spawn(process.execPath, [path.join(ROOT, 'grader', 'start.mjs'), 'try', ...words], {
    cwd: ROOT,
  });
  running.push(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const ended = once(child, 'close').then(([status]) => ({ status, ...said }));
  return { child, ended };
}

/** Runs it to its end, with these lines typed; without them nothing is ever typed. */
function run(words: readonly string[], lines?: readonly string[]) {
  const { child, ended } = start(words);
  if (lines) child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  return ended;
}

const solved = (...words: string[]) => [...words, '--from', 'solutions'];

/** Errors name their place in the solution, whose lines are its own affair. */
function withoutPlaces(text: string): string {
  return text.replace(/(?:\n {4}at [^\n]*solutions[^\n]*)+/g, ' (its places)');
}

/** A server of a unit's, and the port that it says. */
async function serving(...words: string[]): Promise<string> {
  const { child } = start(solved(...words));
  for await (const chunk of child.stdout) {
    const [, port] = /listens on 127\.0\.0\.1:(\d+)/.exec(chunk) ?? [];
    if (port !== undefined) return port;
  }
  throw new Error('it ended');
}

const PROGRAMS = [...new Set(ANSWERS.map(([[unit, program]]) => `${unit} ${program}`))].map(
  (name) => [name, ANSWERS.filter(([[unit, program]]) => `${unit} ${program}` === name)] as const,
);

describe('npm run try, with words to answer', () => {
  test.each(ANSWERS.filter((_, i) => i % 6 === 0))('%j', async (words, stdout) => {
    expect(await run(solved(...words))).toEqual({ status: 0, stdout, stderr: '' });
  });

  test.each(PROGRAMS)('%s, line by line', async (name, answers) => {
    const lines = answers.map(([[, , ...words]]) => words.map((word) => `"${word}"`).join(' '));
    const { status, stdout } = await run(solved(...name.split(' ')), lines);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: answers.map(([, told]) => told).join(''),
    });
  });

  test.each([
    [['00', 'split', '9', 'a'], 'RangeError: expected a whole number from 0 to 1, received 9'],
    [
      ['01', 'parse', '-1.2.3.4'],
      'TypeError: octet 1 of "-1.2.3.4": expected 0 to 255, received "-1"',
    ],
    [['04', 'decode', '4500'], 'FrameError: ethernet: expected 14 bytes, received 2'],
    [
      ['03', 'survey', 'localhost', '80'],
      'TypeError: expected an address in 127.0.0.0/8 or ::1, received localhost',
    ],
    [['12', 'pack', 'q', '5'], 'TypeError: expected a bigint, received number 5'],
  ])('%j is refused by the exercise', async (words, told) => {
    const { status, stdout, stderr } = await run(solved(...words));
    expect({ status, stdout, stderr: withoutPlaces(stderr) }).toEqual({
      status: 1,
      stdout: '',
      stderr: `${told} (its places)\n`,
    });
  });

  test.each([
    [
      ['01', 'contains', '10.0.0.0/8'],
      'expected BLOCK ADDRESS, as in npm run try -- 01 contains 172.16.0.0/12 172.32.0.1\n',
    ],
    [
      ['00', 'decode', 'e4b'],
      'expected bytes, two hexadecimal digits each, not "e4b", as in npm run try -- 00 decode e4bda0e5 a5bd\n',
    ],
    [
      ['01', 'format', 'ten'],
      'expected a number, not "ten", as in npm run try -- 01 format 2886794753\n',
    ],
    [
      ['03', 'survey', '9-1'],
      'expected a port, or two as in 1-1024, not "9-1", as in npm run try -- 03 survey 1-1024 5432\n',
    ],
    [
      ['04', 'decode', 'udp', '11'],
      'expected one of the frames udp 1 to udp 10, as in npm run try -- 04 decode udp 3\n',
    ],
    [
      ['05', 'explain', 'B:late'],
      'B:late: nothing that is late is on its way to B, as in npm run try -- 05 explain A:SYN B:SYN,ACK A:ACK A:5 B:ACK A:FIN B:FIN A:ACK\n',
    ],
    [['12', 'calcsize', '>IH', '1'], 'expected FORMAT, as in npm run try -- 12 calcsize "@BIH"\n'],
    [
      ['12', 'pack', '--port', '7012'],
      '12-struct-packing, pack, has nothing on the wire: it takes words, and no --port.\n',
    ],
    [
      ['12', 'unpak'],
      '12-struct-packing has no program "unpak". Did you mean unpack? It has:\n' +
        '  pack      pack: the bytes of values\n' +
        '  unpack    unpack: the values in bytes, which are typed in hexadecimal\n' +
        '  calcsize  calcsize: how many bytes a format takes\n',
    ],
  ])('%j is wrong usage', async (words, stderr) => {
    expect(await run(solved(...words))).toEqual({ status: 2, stdout: '', stderr });
  });

  test('a promise that never settles', async () => {
    const folder = submission(
      '03-ports',
      'export async function surveyPorts() {\n  await new Promise(() => {});\n}\n',
    );
    const told = 'Error: the promise never settles: nothing is left that could do it\n';
    const given = await run(['03', 'survey', '80', '--from', folder]);
    expect(given).toEqual({ status: 1, stdout: '', stderr: told });
    const { status, stdout, stderr } = await run(['03', 'survey', '--from', folder], ['80', '81']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr.endsWith(`server.\n${told}${told}`)).toBe(true);
  });
});

describe('npm run try, with lines to answer', () => {
  test('12: the first program, errors in between, and the end of the input', async () => {
    const code = `export function pack(format: string, ...values: unknown[]): Buffer {
  if (format === '>IH') return Buffer.of(0, 0, 0, 1, 0, 2);
  throw new RangeError(\`no \${format} for \${values.join(' and ')}\`);
}
`;
    const folder = submission('12-struct-packing', code);
    const lines = ['>IH 1 2', '', '   ', `'>H' "a b" it's`, '>IH 1 2'];
    expect(await run(['12', '--from', folder], lines)).toEqual({
      status: 0,
      stdout: '00 00 00 01 00 02\n00 00 00 01 00 02\n',
      stderr: `pack: the bytes of values.
Type FORMAT [VALUE …], as in >IH 1 2 (Ctrl-C ends it).
5 is a number, 5n a bigint, true a boolean; abc, text:5 and hex:616263 are
bytes, and "a b" is one word.
The unit also has unpack, calcsize.
RangeError: no >H for a b and it's
    at pack (${path.join(folder, '12-struct-packing.ts')}:3:9)
`,
    });
  });

  test('01: what is typed wrongly is told, and costs nothing', async () => {
    expect(await run(solved('01', 'contains'), ['10.0.0.0/8', '0.0.0.0/0 8.8.8.8'])).toEqual({
      status: 0,
      stdout:
        '0.0.0.0          │ 0000 0000 0000 0000 0000 0000 0000 0000\n' +
        '8.8.8.8          │ 0000 1000 0000 1000 0000 1000 0000 1000\n' +
        'true\n',
      stderr: `cidrContains: whether an address is in a block.
Type BLOCK ADDRESS, as in 172.16.0.0/12 172.32.0.1 (Ctrl-C ends it).
The unit also has parse, format, range, kind, class.
expected BLOCK ADDRESS, as in 172.16.0.0/12 172.32.0.1
`,
    });
  });

  test('05: an event alone goes on from the state before', async () => {
    const lines = [
      'active OPEN',
      'rcv SYN,ACK',
      'CLOSE',
      'rcv ACK of FIN',
      'rcv FIN',
      'timeout 2MSL',
    ];
    expect((await run(solved('05'), lines)).stdout).toBe(`CLOSED → SYN-SENT, sends SYN
SYN-SENT → ESTABLISHED, sends ACK
ESTABLISHED → FIN-WAIT-1, sends FIN
FIN-WAIT-1 → FIN-WAIT-2, sends nothing
FIN-WAIT-2 → TIME-WAIT, sends ACK, timer: 2MSL
TIME-WAIT → CLOSED, sends nothing
`);
  });

  test('03: the table grows, and refuses what is taken', async () => {
    const { status, stdout, stderr } = await run(solved('03', 'table'), [
      'listen tcp 0.0.0.0:443 all the rest',
      'deliver tcp 10.0.0.9:443 192.0.2.9:50000',
      'connect tcp 10.0.0.1:443 192.0.2.9:50000 cy',
      'deliver tcp 10.0.0.1:443 192.0.2.9:50000',
      'listen tcp 0.0.0.0:443 another',
      'deliver sctp 10.0.0.1:443 192.0.2.9:50000',
    ]);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'recorded\nall the rest\nrecorded\ncy\n',
    });
    expect(withoutPlaces(stderr).split('\n').slice(-3)).toEqual([
      'Error: tcp 0.0.0.0 443 belongs to all the rest (its places)',
      'expected tcp or udp, not "sctp", as in deliver tcp 10.0.0.1:443 192.0.2.9:50000',
      '',
    ]);
  });

  test.each(['00', '04', '05', '12'])('%s as it ships says what is not written', async (unit) => {
    const [slug = ''] = fs
      .readdirSync(path.join(ROOT, 'grader', 'units'))
      .filter((name) => name.startsWith(unit));
    const stub = path.join(ROOT, 'grader', 'units', slug, 'stub.ts');
    const folder = submission(slug, fs.readFileSync(stub, 'utf8'));
    const words: Record<string, string> = { '04': 'udp 3', '05': 'CLOSE', '12': 'b 1' };
    const { status, stdout, stderr } = await run([unit, '--from', folder], [words[unit] ?? '你好']);
    expect(status).toBe(0);
    if (unit === '00') expect(stdout).toBe('byteLength gives 2\nin UTF-8     e4 bd a0  e5 a5 bd\n');
    else expect(stderr).toMatch(/\nError: \w+ is not written yet\n {4}at [^\n]*\n$/);
  });
});

describe('npm run try, with a server beside it', () => {
  test('03: a survey finds the port that listenOnFreePort got', async () => {
    const port = await serving('03', 'server');
    expect(await run(solved('03', 'survey', port))).toEqual({
      status: 0,
      stdout: `127.0.0.1: 1 port asked, these accept: ${port}\n`,
      stderr: '',
    });
  });

  test('04: a frame to the host and back', async () => {
    const port = await serving('04', 'host');
    const { status, stdout, stderr } = await run(solved('04', 'client', '--port', port), ['hello']);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `ethernet   destination 02:00:00:00:00:0a, source 02:00:00:00:00:0b,
           etherType 0x0800
ipv4       typeOfService 0, totalLength 33, identification 0x78f7,
           dontFragment false, moreFragments false, fragmentOffset 0, ttl 64,
           protocol 17, checksum ok, source 192.0.2.2, destination 192.0.2.1,
           0 bytes of options
udp        sourcePort 4242, destinationPort 40000, length 13, checksum ok
payload    5 bytes <68 65 6c 6c 6f> "hello"
`,
    });
    expect(stderr).toContain('▶│  192.0.2.1:40000 to 192.0.2.2:4242 "hello"\n');
    expect(stderr).toContain('│  192.0.2.2:4242 to 192.0.2.1:40000 "hello"\n');
  });
});

describe.runIf(hasTerminals)('npm run try, on a terminal', () => {
  function prompt(code?: string) {
    const me = learner();
    me.exercise('12-struct-packing', code ?? me.read('solutions/12-struct-packing.ts'));
    return new Terminal(me, ['try', '12']);
  }

  test.each([
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ])('lines can be called back, and %s ends it', async (_, key) => {
    const terminal = prompt();
    await terminal.shows(/calcsize\.\n.*> /);
    terminal.type('b 1\r');
    await terminal.shows(/\n01\n.*> /);
    terminal.type('b 300\r');
    // A key is read as such only once the prompt is there again.
    await terminal.shows(
      /RangeError: expected -128 to 127, received 300\n(?: {4}at .*\n)+[^ ].*> /,
    );
    terminal.type('\x1b[A\x7f\x7f\x7f7\r');
    await terminal.shows(/\n07\n.*> /);
    terminal.type(key);
    expect(await terminal.ended()).toEqual({ status: 0, mode: 'restored' });
  });

  test('Ctrl-C ends a function that does not end', async () => {
    const terminal = prompt(
      "export function pack() {\n  console.log('it spins');\n  for (;;);\n}\n",
    );
    await terminal.shows(/calcsize\.\n.*> /);
    terminal.type('b 1\r');
    await terminal.shows('\nit spins\n');
    terminal.type('\x03');
    expect(await terminal.ended()).toEqual({ status: -2, mode: 'restored' });
  });
});
