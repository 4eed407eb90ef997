import { once } from 'node:events';
import net from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { converse, greet, startConversationServer } from '../../solutions/06-first-conversation.ts';
import {
  sendAndReadAll,
  startEchoServer,
  startUpperCaseServer,
} from '../../solutions/07-echo-server.ts';
import { joinChat, startChatServer } from '../../solutions/08-udp-chat.ts';
import {
  encodeMessage,
  MessageDecoder,
  sendMessages,
} from '../../solutions/10-ascii-length-prefix.ts';
import {
  encodeFrame,
  FrameDecoder,
  startFrameServer,
} from '../../solutions/11-length-prefix-framing.ts';
import { runRemote, startCommandServer } from '../../solutions/13-remote-command.ts';
import { client, LOOPBACK, portOf, python, server } from './programs.ts';

/** A server of ours, closed with the test. */
async function ours<T extends { address(): unknown; close(): unknown }>(
  starting: Promise<T>,
): Promise<number> {
  const started = await starting;
  onTestFinished(() => void started.close());
  return portOf(started);
}

const SCRIPTS = {
  args: [process.execPath, '-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--'],
  both: [
    process.execPath,
    '-e',
    "process.stdout.write('你好'); process.stderr.write('错误'); process.exitCode = 3",
  ],
};

describe.skipIf(!python)('Python programs (skipped where Python is missing)', () => {
  test('06: a client of startConversationServer', async () => {
    const port = await ours(startConversationServer(LOOPBACK));
    const said = await client('conversation_client.py', [port], 'Ann\n世界\nexit\n');
    expect(said.stdout).toBe('你好\n你好, Ann\n你好, 世界\n再见\n');
  });

  test('06: a server for greet and converse', async () => {
    const address = await server('conversation_server.py');
    expect(await greet(address)).toBe('你好');
    expect(await converse(address, ['Ann', 'exit'])).toEqual(['你好', '你好, Ann', '再见']);
  });

  test('07: a client that half-closes gets all its bytes back', async () => {
    const text = '你好, Straße\n'.repeat(20_000);
    const port = await ours(startEchoServer(LOOPBACK));
    expect((await client('echo_client.py', [port], text)).stdout).toBe(text);
  });

  test('07: a–z come back as A–Z', async () => {
    const port = await ours(startUpperCaseServer(LOOPBACK));
    const { stdout } = await client('echo_client.py', [port], 'hello, Straße');
    expect(stdout).toBe('HELLO, STRAßE');
  });

  test('07: a server for sendAndReadAll', async () => {
    const bytes = Buffer.from('你好, Straße\n'.repeat(20_000));
    expect(await sendAndReadAll(await server('echo_server.py'), bytes)).toEqual(bytes);
  });

  test('08: a member in the room of startChatServer', async () => {
    const port = await ours(startChatServer(LOOPBACK));
    const ann = await joinChat({ host: LOOPBACK.host, port }, 'Ann');
    const heard = ann[Symbol.asyncIterator]();
    await client('chat_client.py', [port, 'Bob'], '你好\nQ\n');
    expect((await heard.next()).value).toEqual({ from: 'Bob', text: '你好' });
    await ann.leave();
  });

  test('08: a room for joinChat', async () => {
    const address = await server('chat_server.py');
    const [ann, bob] = await Promise.all([joinChat(address, 'Ann'), joinChat(address, 'Bob')]);
    await ann.say('你好');
    expect((await bob[Symbol.asyncIterator]().next()).value).toEqual({ from: 'Ann', text: '你好' });
    await expect(joinChat(address, 'Ann')).rejects.toThrow('that name is taken');
    await Promise.all([ann.leave(), bob.leave()]);
  });

  test('10: a server for sendMessages', async () => {
    const texts = ['hello', '', '你好', 'a'.repeat(9999)];
    const address = await server('ascii_server.py');
    expect(await sendMessages(address, texts)).toEqual(texts.map((text) => text.toUpperCase()));
  });

  test('10: a client of MessageDecoder and encodeMessage', async () => {
    const listening = net.createServer({ allowHalfOpen: true }, (socket) => {
      const decoder = new MessageDecoder();
      socket.on('data', (chunk) => {
        for (const text of decoder.push(chunk)) socket.write(encodeMessage(`${text}!`));
      });
      socket.on('end', () => {
        decoder.end();
        socket.end();
      });
    });
    listening.listen(0, LOOPBACK.host);
    await once(listening, 'listening');
    const port = await ours(Promise.resolve(listening));
    const { stdout } = await client('ascii_client.py', [port], 'hello\n\n你好\n');
    expect(stdout).toBe('hello!\n!\n你好!\n');
  });

  test('11: a client of startFrameServer', async () => {
    const port = await ours(startFrameServer(LOOPBACK));
    const { stdout } = await client('frame_client.py', [port], 'hello\nbyebye\n\nabc\n');
    expect(stdout).toBe('olleh\neybeyb\n\ncba\n');
  });

  test('11: a server for encodeFrame and FrameDecoder', async () => {
    const socket = net.connect(await server('frame_server.py'));
    const decoder = new FrameDecoder();
    const frames: string[] = [];
    socket.end(Buffer.concat(['hello', '', '世'].map((text) => encodeFrame(Buffer.from(text)))));
    for await (const chunk of socket) frames.push(...decoder.push(chunk).map(String));
    decoder.end();
    const reversed = String(Buffer.from('世').reverse());
    expect(frames).toEqual(['olleh', '', reversed]);
  });

  test('13: a client of startCommandServer', async () => {
    const port = await ours(startCommandServer(LOOPBACK, SCRIPTS));
    const ask = (...words: string[]) => client('command_client.py', [port, ...words]);
    expect(await ask('args', 'a b', '; rm', '你')).toMatchObject({
      status: 0,
      stdout: '["a b","; rm","你"]\n',
    });
    expect(await ask('both')).toEqual({ status: 3, stdout: '你好', stderr: '错误' });
    const refused = await ask('ls');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('ls');
  });

  test('13: a server for runRemote', async () => {
    const address = await server('command_server.py', JSON.stringify(SCRIPTS));
    expect(await runRemote(address, 'args', ['a b', '$(x)'])).toEqual({
      status: 0,
      signal: null,
      stdout: Buffer.from('["a b","$(x)"]\n'),
      stderr: Buffer.alloc(0),
    });
    expect(await runRemote(address, 'both')).toEqual({
      status: 3,
      signal: null,
      stdout: Buffer.from('你好'),
      stderr: Buffer.from('错误'),
    });
    await expect(runRemote(address, 'ls')).rejects.toThrow('there is no command ls');
  });
});
