import { once } from 'node:events';
import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { arrows, serving, start, talked } from '../helpers/by-hand.ts';

/** Sends pieces to a server, each when the ladder has shown the one before, and FIN; gives the answer. */
async function pieces(
  { port, heard }: Awaited<ReturnType<typeof serving>>,
  ...parts: [Buffer | string, RegExp][]
): Promise<string> {
  const socket = net.connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
  for (const [part, shown] of parts) {
    socket.write(part);
    await heard(shown, 'stderr');
  }
  socket.end();
  return (await socket.toArray()).join('');
}

/** The port of something that has closed. */
async function freePort(): Promise<string> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' ? String(bound?.port) : '';
}

describe('09-message-boundaries', () => {
  test('the server answers lines, and the client reads what it is told', async () => {
    const server = await serving('09');
    expect(server.announced).toBe(
      '09-message-boundaries, server: readLines (40 bytes at most) answering each line listens on 127.0.0.1:PORT. Ctrl-C ends it.\n' +
        'From another terminal:\n' +
        '  npm run try -- 09 client --port PORT\n' +
        '  nc 127.0.0.1 PORT\n' +
        "  (printf 'on'; sleep 1; printf 'e\\ntwo') | socat -t 5 - TCP:127.0.0.1:PORT\n\n",
    );
    const client = await talked(
      ['09', 'client', '--port', server.port],
      'hello\n你好\n5\nline\nline\n0\nline\n3\n',
    );
    expect(client).toMatchObject({
      status: 0,
      stdout:
        'readExactly(5): "5 byt"\na line: "es: hello"\na line: "6 bytes: 你好"\n' +
        'readExactly(0): ""\nreadLines: there is no line any more\n',
    });
    expect(client.stderr).toContain(
      'Error: the stream ended after 0 of 3 bytes\n    at readExactly (',
    );
    expect(client.stderr).toMatch(
      /^Type text to send it as a line, "5" for readExactly\(socket, 5\), "line" for one line of readLines\.\nThe end of your input \(Ctrl-D, on Windows Ctrl-Z and Enter\) sends FIN\.\n {10}your client {21}server\n/,
    );
  });

  test('a line that is too long', async () => {
    const server = await serving('09');
    const answer = await pieces(
      server,
      ['on', /"on"/],
      ['e\n', /"e\\n"/],
      ['a'.repeat(60), /60 b/],
    );
    expect(answer).toBe('3 bytes: one\nRangeError: a line of more than 40 bytes\n');
    await server.heard(/RangeError: a line of more than 40 bytes\n {4}at /, 'stderr');
  });
});

describe('10-ascii-length-prefix', () => {
  test('texts there and back', async () => {
    const server = await serving('10');
    expect(server.announced).toBe(
      '10-ascii-length-prefix, server: MessageDecoder and encodeMessage, answering in capitals, listens on 127.0.0.1:PORT. Ctrl-C ends it.\n' +
        'From another terminal:\n' +
        '  npm run try -- 10 client --port PORT\n' +
        "  printf '0005hello0006你好' | socat - TCP:127.0.0.1:PORT\n" +
        "  (printf '00'; sleep 1; printf '05hello') | socat -t 5 - TCP:127.0.0.1:PORT\n\n",
    );
    const client = await talked(['10', 'client', '--port', server.port], 'hello\n你好\n');
    expect(client).toMatchObject({ status: 0, stdout: '"HELLO"\n"你好"\n' });
    expect(arrows(client.stderr).toSorted()).toEqual(
      [
        '│ connect ▶│',
        '│ 19 bytes ▶│ 0005 "hello", 0006 "你好"',
        '│ FIN ▶│',
        '│◀ 19 bytes │ 0005 "HELLO", 0006 "你好"',
        '│◀ FIN │',
      ].toSorted(),
    );
  });

  test('a message in pieces, one that breaks off, and what is no header', async () => {
    const server = await serving('10');
    const first = await pieces(
      server,
      ['00', /00 \(2 of 4 of a header\)/],
      ['05he', /0005 "he" \(2 of 5\)/],
      ['llo00', /"llo" \(5 of 5\) … 2 pieces/],
    );
    expect(first).toBe('0005HELLO');
    await server.heard(/Error: the stream ended after 2 of the 4 bytes of a header\n/, 'stderr');
    await pieces(server, ['hello', /client 2 · "hell" is no header/]);
    await server.heard(
      /Error: expected four digits as a header, received 68656c6c \(hex\)\n/,
      'stderr',
    );
  });
});

describe('11-length-prefix-framing', () => {
  test('frames there and back', async () => {
    const server = await serving('11');
    expect(server.announced).toBe(
      '11-length-prefix-framing, server: startFrameServer listens on 127.0.0.1:PORT. Ctrl-C ends it.\n' +
        'From another terminal:\n' +
        '  npm run try -- 11 client --port PORT\n' +
        "  printf '\\0\\0\\0\\5hello' | socat - TCP:127.0.0.1:PORT\n" +
        "  (printf '\\0\\0'; sleep 1; printf '\\0\\5hello') | socat -t 5 - TCP:127.0.0.1:PORT\n" +
        "  python3 -c \"import socket; s = socket.create_connection(('127.0.0.1', PORT)); s.sendall(b'\\0\\0\\0\\5hello'); print(s.recv(99))\"\n\n",
    );
    const client = start('11', 'client', '--from', 'solutions', '--port', server.port);
    client.child.stdin.write('hello\n');
    await client.heard(/"olleh"\n/);
    client.child.stdin.end('\n');
    const ended = await client.ended;
    expect(ended).toMatchObject({ status: 0, stdout: '"olleh"\n""\n' });
    expect(arrows(ended.stderr).slice(0, 4)).toEqual([
      '│ connect ▶│',
      '│ 9 bytes ▶│ 00 00 00 05 "hello"',
      '│◀ 9 bytes │ 00 00 00 05 "olleh"',
      '│ 4 bytes ▶│ 00 00 00 00 ""',
    ]);
  });

  test('a frame in pieces, and one that is too long', async () => {
    const server = await serving('11');
    const answer = await pieces(
      server,
      [Buffer.of(0, 0), /00 00 \(2 of 4 of a header\)/],
      [Buffer.of(0, 2), /00 00 00 02 \(0 of 2\)/],
      ['ab', /│ {2}"ab"\n/],
    );
    expect(answer).toBe('\0\0\0\x02ba');
    const long = await pieces(server, [Buffer.of(1, 0, 0, 1), /01 00 00 01 \(0 of 16,777,217\)/]);
    expect(long).toBe('');
  });
});

describe('16-half-close', () => {
  test('a reply comes after FIN; a reset is an error; shutdown is typed', async () => {
    const server = await serving('16');
    expect(server.announced).toBe(
      '16-half-close, server: startReplyServer, which sorts lines in 1000 ms, listens on 127.0.0.1:PORT. Ctrl-C ends it.\n' +
        'From another terminal:\n' +
        '  npm run try -- 16 client --port PORT\n' +
        "  printf 'pear\\napple\\nfig\\n' | socat -t 5 - TCP:127.0.0.1:PORT\n" +
        "  (printf 'late'; sleep 2) | socat -t 5 - TCP:127.0.0.1:PORT\n" +
        'A question has 100 bytes at most; one with the line "fail" in it fails.\n' +
        'Type a number here: it is shutdown with so many milliseconds of grace.\n\n',
    );
    const words = ['16', 'client', '--port', server.port];
    const [sorted, failed, refused] = await Promise.all([
      talked(words, 'pear\napple\n'),
      talked(words, 'fail\n'),
      talked(words, `${'a'.repeat(100)}\n`),
    ]);
    expect(sorted).toMatchObject({ status: 0, stdout: 'apple\npear\n(11 bytes, and FIN)\n' });
    const rows = arrows(sorted.stderr);
    expect(rows.slice(-3)).toEqual(['│ FIN ▶│', '│◀ 11 bytes │ "apple\\npear\\n"', '│◀ FIN │']);
    expect(failed).toMatchObject({ status: 1, stdout: '' });
    expect(failed.stderr).toContain('Error: read ECONNRESET\n');
    expect(arrows(failed.stderr).slice(-2)).toEqual(['│ FIN ▶│', '│◀ RST │']);
    expect(refused).toMatchObject({ status: 0, stdout: 'too long\n(9 bytes, and FIN)\n' });

    const open = start(...words, '--from', 'solutions');
    await server.heard(/connect .* client 4\n/, 'stderr');
    // The tap has accepted it. The server has when one that came later has its reply.
    expect(await talked(words, 'later\n')).toMatchObject({ status: 0 });
    server.child.stdin.write('100\n');
    expect(await server.ended).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /\n\nshutdown\(100\): 1 broken off, after \d+ ms\nYour server has closed\.\n$/,
      ),
    });
    await open.heard(/◀─+ RST/, 'stderr');
    open.child.stdin.end();
    expect(await open.ended).toMatchObject({ status: 1, stdout: '' });
  });
});

describe('a client where nobody listens', () => {
  test.each(['09', '10', '11', '16', '18'])('%s', async (unit) => {
    const port = await freePort();
    const { status, stdout, stderr } = await talked([unit, 'client', '--port', port], 'hello\n');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`Error: connect ECONNREFUSED 127.0.0.1:${port}\n`);
  });
});

describe('servers, and who talks to them', () => {
  test.each([
    [
      '06 greeting',
      '06-first-conversation, greeting: startGreetingServer listens on 127.0.0.1:PORT. Ctrl-C ends it.\n' +
        'From another terminal:\n  npm run try -- 06 greet --port PORT\n  nc 127.0.0.1 PORT\n\n',
    ],
    [
      '08',
      '08-udp-chat, server: startChatServer listens on 127.0.0.1:PORT. Ctrl-C ends it.\n' +
        'From another terminal:\n' +
        '  npm run try -- 08 client Ann --port PORT\n' +
        "  printf '\\1Eve' | socat -t 1 - UDP:127.0.0.1:PORT | od -t x1\n\n",
    ],
    [
      '13',
      '13-remote-command, server: startCommandServer, with the commands date, echo, uptime, fail listens on 127.0.0.1:PORT. Ctrl-C ends it.\n' +
        'From another terminal:\n' +
        '  npm run try -- 13 client --port PORT\n' +
        `  printf '\\0\\0\\0\\34{"command":"date","args":[]}' | socat -t 5 - TCP:127.0.0.1:PORT\n\n`,
    ],
    [
      '17',
      '17-long-and-short-connections, server: startSlowEchoServer listens on 127.0.0.1:PORT. Ctrl-C ends it.\n' +
        'From another terminal:\n' +
        '  npm run try -- 17 client --port PORT\n' +
        "  printf '\\0\\0\\0\\7\\3\\40hello' | socat -t 5 - TCP:127.0.0.1:PORT | od -c\n\n",
    ],
  ])('%s', async (words, announced) => {
    expect((await serving(...words.split(' '))).announced).toBe(announced);
  });
});

test('17: requests in their own terms', async () => {
  const server = await serving('17');
  const client = await talked(['17', 'client', '--port', server.port], '20 hello\n');
  expect(client).toMatchObject({ status: 0, stdout: 'hello\n' });
  expect(arrows(client.stderr).slice(0, 2)).toEqual([
    '│ connect ▶│',
    '│ 11 bytes ▶│ 00 00 00 07 20 ms "hello"',
  ]);
});

describe('18-backpressure', () => {
  test('a flood through the relay comes back', async () => {
    const server = await serving('18');
    expect(server.announced).toBe(
      '18-backpressure, relay: startRelay listens on 127.0.0.1:PORT. Ctrl-C ends it.\n' +
        'From another terminal:\n' +
        '  npm run try -- 18 client --port PORT\n' +
        '  nc 127.0.0.1 PORT\n' +
        'It relays to a server of ours that sends back what it is sent. "relay 8080" relays to that port:\n' +
        'to python3 -m http.server 8080, say, and then a browser may be the client.\n\n',
    );
    const client = start('18', 'client', '--from', 'solutions', '--port', server.port);
    client.child.stdin.write('2\n');
    await client.heard(/sent 2 MiB, received 2 MiB: all of it has come back\n/);
    if (process.platform === 'linux') {
      client.child.stdin.write('stop\n100\n');
      await client.heard(/sent [\d.]+ MiB, received 2 MiB: there is no room for more\n/);
      client.child.stdin.write('go\n');
      await client.heard(/sent 102 MiB, received 102 MiB: all of it has come back\n/);
    }
    client.child.stdin.end();
    expect((await client.ended).status).toBe(0);
  });

  test('before a server of one’s own', async () => {
    const target = net
      .createServer((socket) => socket.end('from the target'))
      .listen(0, '127.0.0.1');
    await once(target, 'listening');
    const bound = target.address();
    const port = typeof bound === 'object' ? String(bound?.port) : '';
    const relay = await serving('18', 'relay', port);
    const socket = net.connect(Number(relay.port), '127.0.0.1');
    expect((await socket.toArray()).join('')).toBe('from the target');
    target.close();
    expect(await start('18', 'relay', 'x', '--from', 'solutions').ended).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'relay takes a port or host:port to relay to, not "x": relay 8080\n',
    });
  });
});
