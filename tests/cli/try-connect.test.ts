import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { arrows, serving, start, talked } from '../helpers/by-hand.ts';
import { temporaryFolder } from '../helpers/workbook.ts';

const WINDOWS = process.platform === 'win32';

describe('14-connect-and-timeouts', () => {
  const masked = (stdout: string) =>
    stdout.replace(/after \d+ ms/, 'after N ms').replace(/local 127\.0\.0\.1:\d+/, 'local HERE');

  test('a server of ours that answers, is silent, ends and resets', async () => {
    const server = await serving('14');
    expect(server.announced).toBe(
      '14-connect-and-timeouts, server: a server of ours that does what each line says listens on 127.0.0.1:PORT. Ctrl-C ends it.\n' +
        'From another terminal:\n' +
        '  npm run try -- 14 client 2000 --port PORT\n' +
        '  nc 127.0.0.1 PORT\n' +
        'It answers the line "800 hello" after 800 ms, closes at "end" and at "reset", and is else silent.\n\n',
    );
    const head = (ms: number) =>
      `connectEx, deadlineMs ${ms}: code 0 after N ms\nlocal HERE, peer 127.0.0.1:${server.port}, timeoutMs null\n`;
    const client = (ms: number, typed: string) =>
      talked(['14', 'client', String(ms), '--port', server.port], typed);

    const patient = await client(60_000, '20 hello\nend\n\n');
    expect({ ...patient, stdout: masked(patient.stdout) }).toMatchObject({
      status: 0,
      stdout: `${head(60_000)}readWithin(60000): "hello\\n"\nreadWithin(60000): null\nreadWithin(60000): null\n`,
    });
    expect(arrows(patient.stderr).slice(0, 5)).toEqual([
      '│ connect ▶│',
      '│ 9 bytes ▶│ "20 hello\\n"',
      '│◀ 6 bytes │ "hello\\n"',
      '│ 4 bytes ▶│ "end\\n"',
      '│◀ FIN │',
    ]);

    const { stdout } = await client(3000, 'silent\n');
    expect(masked(stdout)).toBe(
      `${head(3000)}readWithin(3000): Error: ETIMEDOUT: nothing came within 3000 ms\n`,
    );

    const reset = await client(60_000, 'reset\n');
    expect(masked(reset.stdout)).toBe(`${head(60_000)}readWithin(60000): Error: read ECONNRESET\n`);
    expect(arrows(reset.stderr).at(-1)).toBe('│◀ RST │');
  });

  test('a code where nobody listens, and a word that is no time', async () => {
    const gone = net.createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const bound = gone.address();
    const port = typeof bound === 'object' ? String(bound?.port) : '';
    await new Promise((resolve) => gone.close(resolve));
    const { status, stdout, stderr } = await talked(['14', 'client', '60000', '--port', port], '');
    expect({ status, stdout: masked(stdout) }).toEqual({
      status: 0,
      stdout: 'connectEx, deadlineMs 60000: code ECONNREFUSED after N ms\n',
    });
    expect(arrows(stderr)).toEqual(['│◀ refused │']);
    const soon = await talked(['14', 'client', 'soon', '--port', port], '');
    expect(soon.status).toBe(2);
    expect(soon.stderr).toMatch(
      /\nclient takes milliseconds, from 1 on, not "soon": client 500\n$/,
    );
  });

  test.runIf(process.platform === 'linux')('a queue that is full', async () => {
    const full = await serving('14', 'full');
    expect(full.announced).toBe(
      '14-connect-and-timeouts, full: a server of ours whose queue is full listens on 127.0.0.1:PORT. Ctrl-C ends it.\n' +
        'From another terminal:\n' +
        '  npm run try -- 14 client 2000 --port PORT\n' +
        '  nc -v -w 3 127.0.0.1 PORT\n' +
        'It accepts nobody. On Linux a connect hangs; another system may refuse it.\n\n',
    );
    const client = await talked(['14', 'client', '300', '--port', full.port], '');
    expect(masked(client.stdout)).toBe('connectEx, deadlineMs 300: code ETIMEDOUT after N ms\n');
    expect(arrows(client.stderr)).toEqual([]);
    const second = await start('14', 'full', '--port', full.port, '--from', 'solutions').ended;
    expect(second).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `--port ${full.port} cannot be listened on: EADDRINUSE.\n`,
    });
  });
});

/** A place for a socket of one test, and what is to be found beside it. */
function place() {
  const folder = temporaryFolder();
  const name = path.basename(folder);
  return {
    folder,
    word: WINDOWS ? name : path.join(folder, 'a.sock'),
    whole: WINDOWS ? `\\\\.\\pipe\\${name}` : path.join(folder, 'a.sock'),
  };
}

async function servingOn(word: string, ...more: string[]) {
  const server = start('15', 'server', word, ...more, '--from', 'solutions');
  const [announced] = await server.heard(/^[\s\S]*?\n\n/);
  return { ...server, announced };
}

describe('15-unix-sockets', () => {
  test('tickets on a path; Ctrl-C leaves nothing behind', async () => {
    const { folder, word, whole } = place();
    const server = await servingOn(word, '640');
    expect(server.announced.replaceAll(whole, 'PATH')).toBe(
      '15-unix-sockets, server: startTicketServer listens on PATH. Ctrl-C ends it.\n' +
        (WINDOWS
          ? 'From another terminal: npm run try -- 15 client PATH\n\n'
          : 'From another terminal:\n  npm run try -- 15 client PATH\n  nc -U PATH\n  socat - UNIX-CONNECT:PATH\n\n'),
    );
    if (!WINDOWS) expect(fs.lstatSync(whole).mode & 0o777).toBe(0o640);

    const client = await talked(['15', 'client', word], '\n\n');
    expect(client).toMatchObject({ status: 0, stdout: 'ticket 1\nticket 2\n' });
    expect(arrows(client.stderr)).toEqual([
      '│ connect ▶│',
      '│ 1 byte ▶│ "\\n"',
      '│◀ 2 bytes │ "1\\n"',
      '│ FIN ▶│',
      '│ connect ▶│ client 2',
      '│ 1 byte ▶│ client 2 · "\\n"',
      '│◀ 2 bytes │ client 2 · "2\\n"',
      '│ FIN ▶│ client 2',
    ]);
    await server.heard(/◀─+ FIN ─+│ {2}client 2\n/, 'stderr');

    const byHand = net.connect(whole);
    byHand.write('a\nb');
    expect(String((await once(byHand, 'data'))[0])).toBe('3\n');
    byHand.end();
    await server.heard(/◀─+ FIN ─+│ {2}client 3\n/, 'stderr');
    expect(fs.readdirSync(folder)).toEqual(WINDOWS ? [] : ['a.sock']);

    server.child.kill('SIGINT');
    const ended = await server.ended;
    if (!WINDOWS) expect(ended.signal).toBe('SIGINT');
    expect(fs.readdirSync(folder)).toEqual([]);
    expect(arrows(ended.stderr).slice(-5).toSorted()).toEqual(
      [
        '│ connect ▶│ client 3',
        '│ 3 bytes ▶│ client 3 · "a\\nb"',
        '│◀ 2 bytes │ client 3 · "3\\n"',
        '│ FIN ▶│ client 3',
        '│◀ FIN │ client 3',
      ].toSorted(),
    );
  });

  test.skipIf(WINDOWS)('what stands at a path, before and after somebody dies', async () => {
    const { word } = place();
    const probe = async () => (await talked(['15', 'probe', word], '')).stdout;
    expect(await probe()).toBe(`${word}: free\n`);
    const first = await servingOn(word);
    expect(await probe()).toBe(`${word}: live\n`);
    const second = await start('15', 'server', word, '--from', 'solutions').ended;
    expect(second).toMatchObject({ status: 1, stdout: '' });
    expect(second.stderr).toMatch(/^Error: listen EADDRINUSE: address already in use .*\n {4}at /);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await probe()).toBe(`${word}: stale\n`);
    const heir = await servingOn(word);
    expect((await talked(['15', 'client', word], '\n')).stdout).toBe('ticket 1\n');
    heir.child.kill('SIGINT');
    await heir.ended;
    expect(await probe()).toBe(`${word}: free\n`);
  });

  test('nobody at the path, a mode that is none, and a port', async () => {
    const { word, whole } = place();
    const client = await talked(['15', 'client', word], '\n');
    expect(client).toMatchObject({ status: 0, stdout: '' });
    expect(client.stderr).toContain(`Error: connect ENOENT ${whole}\n`);
    const errors = (...words: string[]) => start('15', ...words, '--from', 'solutions').ended;
    expect(await errors('server', word, '9')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'server takes a path and a mode of three digits, as 660 is, not "9"\n',
    });
    expect(await errors('client', '--port', '7115')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: '15-unix-sockets has paths in the place of ports: npm run try -- 15 client PATH\n',
    });
  });

  test('without a path both sides choose the same', async () => {
    const { stdout } = await talked(['15', 'probe'], '');
    const chosen = WINDOWS ? '\\\\.\\pipe\\tickets.sock' : path.join(os.tmpdir(), 'tickets.sock');
    expect(stdout.startsWith(`${chosen}: `)).toBe(true);
  });
});
