import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { RELAY_HELP } from '../../grader/commands/relay.ts';
import { ROOT } from '../helpers/course.ts';

function start(words: string[]) {
  const child = spawn(process.execPath, [
    path.join(ROOT, 'grader', 'start.mjs'),
    'relay',
    ...words,
  ]);
  const ended = { status: null as number | null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
  const closed = new Promise<typeof ended>((resolve) =>
    child.on('close', (status) => resolve({ ...ended, status })),
  );
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(ended.stdout);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return { child, closed, until };
}

test('--help tells the options', async () => {
  expect(await start(['--help']).closed).toEqual({ status: 0, stdout: RELAY_HELP, stderr: '' });
});

const BOTH = ['--listen', '0', '--to', '127.0.0.1:4001'];

describe('bad input is refused in words', () => {
  test.each([
    [['--to', '127.0.0.1:1'], '--listen is missing: --listen 4000'],
    [['--listen', '4000'], '--to is missing: --to 127.0.0.1:4001'],
    [
      ['--listen', '65536', '--to', 'localhost:1'],
      '--listen takes a port from 0 to 65535, not "65536"',
    ],
    [['--listen', '0', '--to', '4001'], '--to takes HOST:PORT, such as 127.0.0.1:4001, not "4001"'],
    [['--listen', '0', '--to', 'localhost:0'], '--to takes a port from 1 to 65535, not "0"'],
    [
      ['--listen', '0', '--to', '192.0.2.1:80'],
      '--to takes an address of this machine (127.0.0.1, [::1], localhost), not "192.0.2.1"',
    ],
    [[...BOTH, '--loss', '1.5'], '--loss takes a probability from 0 to 1, not "1.5"'],
    [[...BOTH, '--corrupt', 'some'], '--corrupt takes a probability from 0 to 1, not "some"'],
    [[...BOTH, '--delay', '9-5'], '--delay takes ms, such as 20 or 5-40, not "9-5"'],
    [[...BOTH, '--seed', 'x'], '--seed takes a whole number of at most nine digits, not "x"'],
    [[...BOTH, '--tcp', '--udp'], '--tcp or --udp, not both'],
    [
      [...BOTH, '--tcp', '--reorder', '0.1'],
      '--reorder is for datagrams: TCP drops copies and restores the order before a program sees them',
    ],
    [
      [...BOTH, '--los', '1'],
      "Unknown option '--los'. Did you mean --loss? npm run relay -- --help lists the options.",
    ],
    [[...BOTH, 'more'], 'npm run relay takes no words, but got "more".'],
  ])('%j', async (words, problem) => {
    expect(await start(words).closed).toEqual({ status: 2, stdout: '', stderr: `${problem}\n` });
  });

  test('a port that is taken', async () => {
    const taken = dgram.createSocket('udp4');
    taken.bind(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address();
    const { status, stderr } = await start(['--listen', String(port), '--to', 'localhost:1'])
      .closed;
    taken.close();
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `--listen ${port}: bind EADDRINUSE 127.0.0.1:${port}\n`,
    });
  });
});

// On Windows no process can send Ctrl-C to another.
test.skipIf(process.platform === 'win32')(
  'each datagram is told with what was done to it, and Ctrl-C ends it cleanly',
  async () => {
    const server = dgram.createSocket('udp4');
    server.on('message', (bytes, { port, address }) => server.send(bytes, port, address));
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    const words = [
      '--listen',
      '0',
      '--to',
      `localhost:${server.address().port}`,
      '--black-hole',
      '1',
    ];
    const { child, closed, until } = start(words);
    const [, port = ''] = await until(/127\.0\.0\.1:(\d+) →/);
    const client = dgram.createSocket('udp4');
    client.send('hello', Number(port), '127.0.0.1');
    await until(/◀── #0/);
    client.send('hello again', Number(port), '127.0.0.1');
    await until(/──▶ #1/);
    child.kill('SIGINT');
    const { status, stdout, stderr } = await closed;
    client.close();
    server.close();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout
      .replace(/^ +[\d.]+ ms {2}\d+ /gm, '')
      .split('\n')
      .slice(1);
    expect(lines).toEqual([
      '──▶ #0        5 bytes',
      '◀── #0        5 bytes',
      '──▶ #1       11 bytes  lost',
      '',
      '3 datagrams, 1 with a fault',
      '',
    ]);
  },
);
