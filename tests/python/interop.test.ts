import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startEchoServer, startUpperCaseServer } from '../../solutions/07-echo-server.ts';
import { startFrameServer } from '../../solutions/11-length-prefix-framing.ts';

const LOOPBACK = { host: '127.0.0.1', port: 0 };
const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Runs a Python client of this folder against a port, and gives what it wrote. */
function client(script: string, port: number, input: string | Buffer): Promise<string> {
  const child = spawn(python ?? 'python3', [path.join(import.meta.dirname, script), String(port)]);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(errors))));
  });
}

function portOf(server: { address(): unknown }): number {
  const bound = server.address();
  if (typeof bound === 'object' && bound !== null && 'port' in bound) return Number(bound.port);
  throw new Error('the server does not listen');
}

describe.skipIf(!python)(
  'Python programs talk to the reference servers (skipped where Python is missing)',
  () => {
    test('07: a socket client that half-closes gets all its bytes back', async () => {
      const server = await startEchoServer(LOOPBACK);
      const text = '你好, Straße\n'.repeat(20_000);
      expect(await client('echo_client.py', portOf(server), text)).toBe(text);
      server.close();
    });

    test('07: a–z come back as A–Z', async () => {
      const server = await startUpperCaseServer(LOOPBACK);
      expect(await client('echo_client.py', portOf(server), 'hello, Straße')).toBe('HELLO, STRAßE');
      server.close();
    });

    test("11: struct.pack('!I') makes the same frames", async () => {
      const server = await startFrameServer(LOOPBACK);
      expect(await client('frame_client.py', portOf(server), 'hello\nbyebye\n\nabc\n')).toBe(
        'olleh\neybeyb\n\ncba\n',
      );
      server.close();
    });
  },
);
