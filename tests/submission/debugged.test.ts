import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { playInspected } from '../../grader/engine/inspected-play.ts';
import { timeWaits } from '../../grader/loopback/standstill.ts';
import type { CheckResult } from '../../grader/report/results.ts';
import type { Check, Stage } from '../../grader/vocabulary.ts';
import { Debugger } from '../helpers/debugger.ts';
import { submission } from '../helpers/workbook.ts';

/** The deadline of what these checks wait for. */
const SHORT_MS = 60;
/** How long somebody looks at a breakpoint: far longer. */
const LOOK_MS = 6 * SHORT_MS;
/** After this a process that answers nothing is called busy, whatever it was asked. */
const LONG_LOOK_MS = 3500;

const CODE = `import { once } from 'node:events';
import net from 'node:net';

export async function startEchoServer({ host, port }: net.ListenOptions): Promise<net.Server> {
  const server = net.createServer((socket) => {
    socket.on('data', (chunk) => {
      socket.write(chunk);
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
`;
const LISTEN_LINE = 10;
const WRITE_LINE = 7;

const check = (play: Check['play']): Check => {
  const words = { id: 'played', title: 'a check', points: 1, lesson: 'heading', next: 'What now?' };
  return { ...words, play };
};

/** Plays a check while somebody with a debugger stops at a line, looks, and lets it go on. */
async function debugged(
  play: Check['play'],
  line: number,
  lookMs = LOOK_MS,
): Promise<CheckResult | undefined> {
  const folder = submission('07-echo-server', CODE);
  const file = path.join(folder, '07-echo-server.ts');
  let looked: Promise<void> | undefined;
  const look = async (port: number) => {
    const attached = await Debugger.attach(port);
    expect(await attached.stops()).toEqual({ file, line: 1 });
    await attached.breakAt(file, line);
    await attached.goOn();
    expect(await attached.stops()).toEqual({ file, line });
    await pause(lookMs);
    await attached.goOn();
  };
  const onWaiting = (port: number) => {
    looked = look(port);
  };
  let result: CheckResult | undefined;
  const onVerdict = (told: CheckResult) => {
    result = told;
  };
  const asked = { check: check(play), file, root: folder, allows: [], port: 0 };
  await playInspected({ ...asked, onWaiting, onVerdict }, { slug: '07-echo-server', seed: 1 });
  await looked;
  expect(timeWaits()).toBe(false);
  return result;
}

test('a call that stands at a breakpoint is not late', async () => {
  const play = async ({ learner }: Stage) => {
    const address = { host: '127.0.0.1', port: 0 };
    const { error } = await learner.patient(SHORT_MS).call('startEchoServer', address);
    expect(error).toBe(undefined);
  };
  expect(await debugged(play, LISTEN_LINE, LONG_LOOK_MS)).toMatchObject({
    status: 'pass',
    message: '',
  });
});

test('bytes that wait at a breakpoint are not late', async () => {
  const play = async ({ server }: Stage) => {
    const client = await (await server('startEchoServer')).connect();
    await client.send(Buffer.from('hello'));
    await client.peer.receive(5, SHORT_MS);
    expect(String(client.peer.received)).toBe('hello');
  };
  expect(await debugged(play, WRITE_LINE)).toMatchObject({ status: 'pass', message: '' });
});

test('what does not come while the program runs is missed all the same', async () => {
  const play = async ({ server }: Stage) => {
    const client = await (await server('startEchoServer')).connect();
    await client.send(Buffer.from('hello'));
    await client.peer.receive(6, SHORT_MS);
    await client.expect(Buffer.from('hello!'));
  };
  const result = await debugged(play, WRITE_LINE);
  expect(result?.status).toBe('fail');
  expect(result?.message).toContain('hello');
});
