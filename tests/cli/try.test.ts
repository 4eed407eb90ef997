import { type ChildProcess, spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ROOT } from '../helpers/course.ts';
import { submission } from '../helpers/workbook.ts';

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** `npm run try`, without npm: what it says on each stream, and how it ends. */
function start(...words: string[]) {
  const child = spawn(process.execPath, [path.join(ROOT, 'grader', 'start.mjs'), 'try', ...words], {
    cwd: ROOT,
  });
  running.push(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const ended = once(child, 'close').then(([status, signal]) => ({ status, signal, ...said }));
  const heard = async (pattern: RegExp, stream: 'stdout' | 'stderr' = 'stdout') => {
    for (;;) {
      const found = pattern.exec(said[stream]);
      if (found) return found;
      await once(child[stream], 'data');
    }
  };
  return { child, ended, heard };
}

async function serving(...words: string[]) {
  const server = start(...words, '--from', 'solutions');
  const [, port = ''] = await server.heard(/listens on 127\.0\.0\.1:(\d+)\. Ctrl-C ends it\.\n/);
  return { ...server, port };
}

/** The arrows of a ladder, without their times. */
function arrows(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line.includes('│'))
    .map((line) =>
      line
        .replace(/^ *[\d.]+ ms +/, '')
        .replaceAll('─', '')
        .replace(/ +/g, ' '),
    );
}

describe('npm run try', () => {
  test('07: server in one terminal, client in another', async () => {
    const server = await serving('07');
    const client = start('07', 'client', '--from', 'solutions', '--port', server.port);
    client.child.stdin.end('hello\n你好\n');
    const ended = await client.ended;
    expect(ended).toMatchObject({ status: 0, stdout: 'hello\n你好\n' });
    const expected = [
      ['▶', 'connect', ''],
      ['▶', '13 bytes', ' "hello\\n你好\\n"'],
      ['▶', 'FIN', ''],
      ['◀', '13 bytes', ' "hello\\n你好\\n"'],
      ['◀', 'FIN', ''],
    ].map(([head, what, bytes]) =>
      head === '▶' ? `│ ${what} ▶│${bytes}` : `│◀ ${what} │${bytes}`,
    );
    expect(arrows(ended.stderr)).toEqual(expected);
    await server.heard(/◀─+ FIN/, 'stderr');
    server.child.kill('SIGINT');
    const { signal, stderr } = await server.ended;
    expect(signal).toBe('SIGINT');
    expect(arrows(stderr).toSorted()).toEqual(expected.toSorted());
  });

  test('07: a client that resets is passed on, and shown', async () => {
    const server = await serving('07', 'upper');
    const socket = net.connect(Number(server.port), '127.0.0.1');
    socket.write('abc');
    expect(String((await once(socket, 'data'))[0])).toBe('ABC');
    socket.resetAndDestroy();
    await server.heard(/─ RST ─+▶/, 'stderr');
    const next = net.connect(Number(server.port), '127.0.0.1');
    next.end('d');
    expect(String((await once(next, 'data'))[0])).toBe('D');
  });

  test('06: a client runs until "exit"', async () => {
    const server = await serving('06');
    const client = start('06', 'client', '--from', 'solutions', '--port', server.port);
    client.child.stdin.write('Ann\nexit\nnot said\n');
    expect(await client.ended).toMatchObject({ status: 0, stdout: '你好\n你好, Ann\n再见\n' });
    const greet = start('06', 'greet', '--from', 'solutions', '--port', server.port);
    greet.child.stdin.end();
    expect(await greet.ended).toMatchObject({ status: 0, stdout: '你好\n' });
  });

  test('08: two people in a room, one of whom types before the room answers', async () => {
    const server = await serving('08');
    const bob = start('08', 'client', 'Bob', '--from', 'solutions', '--port', server.port);
    await bob.heard(/Bob is in the room\.\n/);
    const ann = start('08', 'client', 'Ann', '--from', 'solutions', '--port', server.port);
    ann.child.stdin.write('hello, 世界\n');
    await bob.heard(/Ann: hello, 世界\n/);
    bob.child.stdin.write('hi\n');
    await ann.heard(/Bob: hi\n/);
    ann.child.stdin.write('Q\n');
    bob.child.stdin.write('q\n');
    expect(await ann.ended).toMatchObject({ status: 0, stdout: 'Ann is in the room.\nBob: hi\n' });
    expect((await bob.ended).status).toBe(0);
  });

  test('08: a datagram by hand', async () => {
    const server = await serving('08');
    const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1');
    socket.send(Buffer.from([1, 0x41]), Number(server.port), '127.0.0.1');
    expect((await once(socket, 'message'))[0]).toEqual(Buffer.of(0x11));
    socket.close();
  });

  test('11: each line is a frame, also the empty one', async () => {
    const server = await serving('11');
    const client = start('11', 'client', '--from', 'solutions', '--port', server.port);
    client.child.stdin.end('hello\n\nbyebye\n');
    expect(await client.ended).toMatchObject({ status: 0, stdout: 'olleh\n\neybeyb\n' });
  });

  test('13: commands of the list, and others', async () => {
    const server = await serving('13');
    const client = start('13', 'client', '--from', 'solutions', '--port', server.port);
    client.child.stdin.end('echo a b; rm -rf\nls\nfail\n');
    const { status, stdout } = await client.ended;
    expect(status).toBe(0);
    expect(stdout).toBe(
      'a b; rm -rf\n(exit status 0)\nError: the server refused: there is no command ls\nno\n(exit status 3)\n',
    );
  });

  test('a client hears for itself that nobody listens', async () => {
    const free = net.createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const bound = free.address();
    const port = typeof bound === 'object' ? String(bound?.port) : '';
    await new Promise((resolve) => free.close(resolve));
    const client = start('07', 'client', '--from', 'solutions', '--port', port);
    client.child.stdin.end();
    const { status, stderr } = await client.ended;
    expect(status).toBe(1);
    expect(stderr).toContain(`Error: connect ECONNREFUSED 127.0.0.1:${port}\n`);
  });

  test.each([
    [['07'], 1, 'Error: startEchoServer is not written yet\n    at startEchoServer (FILE:3:9)\n'],
    [
      ['07', 'client'],
      2,
      'A client needs the port of a server: --port N. npm run try -- 07 starts one and prints it.\n',
    ],
    [
      ['07', 'clint'],
      2,
      '07-echo-server has no program "clint". It has:\n  server    startEchoServer\n  upper     startUpperCaseServer\n  client    sendAndReadAll, with what you type\n',
    ],
    [['07', '--port', '99999'], 2, '--port takes a number from 1 to 65535, not "99999"\n'],
    [['12'], 2, '12-struct-packing has no program to run by hand: its functions are graded.\n'],
    [[], 2, 'Which unit? npm run try -- 07 runs the server of unit 07.\n'],
  ] as const)('%j', async (words, status, told) => {
    const folder = submission(
      '07-echo-server',
      "import net from 'node:net';\nexport function startEchoServer(): net.Server {\n  throw new Error('startEchoServer is not written yet');\n}\n",
    );
    const { child, ended } = start(...words, '--from', folder);
    child.stdin.end();
    const file = path.join(folder, '07-echo-server.ts');
    expect(await ended).toMatchObject({ status, stdout: '', stderr: told.replace('FILE', file) });
  });

  test('a port that is taken', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const bound = taken.address();
    const port = typeof bound === 'object' ? String(bound?.port) : '';
    const { status, stderr } = await start('07', '--from', 'solutions', '--port', port).ended;
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `--port ${port} cannot be listened on: EADDRINUSE.\n`,
    });
    taken.close();
  });
});
