import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import launch from '../../.vscode/launch.json' with { type: 'json' };
import { loadUnit, ROOT } from '../helpers/course.ts';
import { Debugger } from '../helpers/debugger.ts';
import { graded, learner } from '../helpers/learner.ts';
import { children, isRunning, until } from '../helpers/processes.ts';
import { grade, submission } from '../helpers/workbook.ts';

const SOLUTION = fs.readFileSync(path.join(ROOT, 'solutions', '07-echo-server.ts'), 'utf8');
const FAREWELL = `Played with a debugger: deadlines stood still with your program, but its own timers
did not, and what a check measures by the clock says nothing here. None of this
was kept. To be graded: npm run grade -- `;

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** A command that waits for a debugger, and the port on which it does. */
async function waiting(words: readonly string[], workbook = ROOT) {
  const env = { ...process.env, INIT_CWD: workbook, WORKBOOK_ROOT: workbook };
  const cli = path.join(process.env.WORKBOOK_BUILD ?? '', 'cli.js');
  const child = spawn(process.execPath, [cli, ...words], { cwd: workbook, env });
  running.push(child);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.resume();
  const ended = once(child, 'close').then(([status, signal]) => ({ status, signal, said }));
  const says = async (pattern: RegExp) => {
    for (;;) {
      const found = pattern.exec(said);
      if (found) return found;
      const more = once(child.stdout, 'data').then(() => undefined);
      const end = await Promise.race([more, ended]);
      if (end) throw new Error(`it ended and has said only ${said}`);
    }
  };
  const [, port] = await says(
    /waits for a debugger on 127\.0\.0\.1:(\d+)\.\n.*Ctrl-C ends it\.\n\n/s,
  );
  return { child, ended, says, port: Number(port), greeting: said };
}

/** An echo server of somebody's, and where its lines are. */
function echoServer() {
  const folder = submission('07-echo-server', SOLUTION);
  const lines = SOLUTION.split('\n');
  const line = (text: string) => lines.findIndex((found) => found.includes(text)) + 1;
  return { folder, file: path.join(folder, '07-echo-server.ts'), line };
}

/** Lets it come to a stop at a line. */
async function stopAt(port: number, file: string, line: number): Promise<Debugger> {
  const attached = await Debugger.attach(port);
  expect(await attached.stops()).toEqual({ file, line: 1 });
  await attached.breakAt(file, line);
  await attached.goOn();
  return attached;
}

test('grade --inspect stops at a line of the exercise, and tells the verdict', async () => {
  const { folder, file, line } = echoServer();
  const words = ['grade', '07', '--from', folder, '--check', 'listens', '--inspect=0'];
  const { port, greeting, ended } = await waiting(words);
  expect(greeting).toBe(`07-echo-server, check listens, waits for a debugger on 127.0.0.1:${port}.

  VS Code     Run and Debug, "Attach to port 9229", with ${port} in .vscode/launch.json
  Chrome      chrome://inspect, "inspect" below Remote Target
              (first "Configure…", localhost:${port})
  a terminal  node inspect 127.0.0.1:${port}

It stops before your first line. Set breakpoints in ${path.relative(ROOT, file)},
then let it go on. Ctrl-C ends it.

`);
  const listen = line('server.listen(port, host)');
  const attached = await stopAt(port, file, listen);
  expect(await attached.stops()).toEqual({ file, line: listen });
  attached.close(); // whoever detaches lets it go on
  expect(await ended).toEqual({
    status: 0,
    signal: null,
    said: `${greeting}07-echo-server                                                      1 of 1 point
  ✓ 1 check passes

${FAREWELL}07
`,
  });
});

test('without --check it is the one that failed last, and its seed; nothing is kept', async () => {
  const one = learner();
  const slug = '00-bytes-and-text';
  one.exercise(slug, `${one.exercise(slug)}// begun\n`);
  const units = { [slug]: graded('started', [5, 8], { check: 'counts-bytes' }) };
  one.write('.progress.json', JSON.stringify({ version: 1, units }));
  const kept = one.read('.progress.json');
  const { port, greeting, ended } = await waiting(['grade', '00', '--inspect=0'], one.workbook);
  expect(greeting).toMatch(/^00-bytes-and-text, check counts-bytes, waits/);
  expect(greeting).toContain(
    `Set breakpoints in ${path.join('exercises', '00-bytes-and-text.ts')},`,
  );
  const attached = await Debugger.attach(port);
  await attached.stops();
  await attached.goOn();
  const { status, said } = await ended;
  expect(status).toBe(1);
  expect(said).toContain('✗ byteLength counts bytes, not characters');
  expect(said).toContain('npm run grade -- 00 --check counts-bytes --seed 1\n');
  expect(said.endsWith(`\n\n${FAREWELL}00\n`)).toBe(true);
  expect(one.read('.progress.json')).toBe(kept);
  expect(one.names('.')).not.toContain('results.json');
});

test('a file that cannot be read as TypeScript is told at once', async () => {
  const folder = submission('07-echo-server', 'export const = 7;\n');
  const words = ['07', '--from', folder, '--check', 'listens', '--inspect=0'];
  const { status, stdout } = await grade(words);
  expect(status).toBe(1);
  expect(stdout).toContain('  ✗ 07-echo-server could not be loaded\n    07-echo-server.ts:1:14\n');
});

test('try --inspect stops at a line of the exercise', async () => {
  const { folder, file, line } = echoServer();
  const words = ['try', '07', '--from', folder, '--inspect=0'];
  const { port, says, child, ended } = await waiting(words);
  const write = line('socket.write(answer(chunk))');
  const attached = await stopAt(port, file, write);
  const [, listening] = await says(/startEchoServer listens on 127\.0\.0\.1:(\d+)/);
  const socket = net.connect(Number(listening), '127.0.0.1').setEncoding('utf8');
  socket.write('hello');
  expect(await attached.stops()).toEqual({ file, line: write });
  await attached.goOn();
  expect(await once(socket, 'data')).toEqual(['hello']);
  socket.write('again');
  expect(await attached.stops()).toEqual({ file, line: write });
  socket.on('error', () => {});
  child.kill('SIGTERM');
  expect((await ended).signal).toBe('SIGTERM');
});

test('what VS Code is told to start waits for a debugger, whichever exercise is open', async () => {
  const attach = launch.configurations.find(({ request }) => request === 'attach');
  expect(attach).toMatchObject({ name: 'Attach to port 9229', port: 9229 });
  const one = learner();
  const slug = '07-echo-server';
  one.exercise(slug, `${one.exercise(slug)}// begun\n`);
  const units = { [slug]: graded('started', [0, 1], { check: 'listens' }) };
  one.write('.progress.json', JSON.stringify({ version: 1, units }));
  const heads: string[] = [];
  for (const { program, args, attachSimplePort } of launch.configurations) {
    if (args === undefined) continue;
    expect(program).toMatch(/^\$\{workspaceFolder\}\/grader\/start\.mjs$/);
    expect(args).toContain(`--inspect=${attachSimplePort}`);
    const words = args.map((word) =>
      word.replace(/\$\{fileBasenameNoExtension\}/, slug).replace(/=\d+$/, '=0'),
    );
    const { greeting, child } = await waiting(words, one.workbook);
    heads.push(greeting.slice(0, greeting.indexOf(', waits')));
    child.kill('SIGKILL');
  }
  expect(heads).toEqual([`${slug}, check listens`, `${slug}, server`]);
});

describe.runIf(process.platform === 'linux')('ended at a breakpoint (seen through /proc)', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGKILL', null],
  ] as const)('grade --inspect: %s leaves nothing behind', async (signal, expected) => {
    const { folder, file, line } = echoServer();
    const words = ['grade', '07', '--from', folder, '--check', 'listens', '--inspect=0'];
    const { port, child, ended } = await waiting(words);
    const started = children(child.pid ?? 0);
    const attached = await stopAt(port, file, line('server.listen(port, host)'));
    await attached.stops();
    child.kill(signal);
    expect((await ended).status).toBe(expected);
    await attached.gone;
    await until(() => !started.some(isRunning));
    expect(fs.readdirSync(folder)).toEqual(['07-echo-server.ts']);
  });

  test.each(['SIGINT', 'SIGHUP'] as const)(
    'try --inspect: %s leaves nothing behind',
    async (signal) => {
      const { folder } = echoServer();
      const { port, child, ended } = await waiting(['try', '07', '--from', folder, '--inspect=0']);
      const started = children(child.pid ?? 0);
      const attached = await Debugger.attach(port);
      await attached.stops();
      child.kill(signal);
      expect((await ended).signal).toBe(signal);
      await until(() => !started.some(isRunning));
      const names = fs.readdirSync(process.env.WORKBOOK_BUILD ?? '');
      expect(names.filter((name) => name.includes(`by-hand-${child.pid}`))).toEqual([]);
    },
  );
});

describe('what --inspect cannot do', () => {
  const ONE =
    '--inspect plays one check of one unit: npm run grade -- 07 --check listens --inspect\n';
  const WHICH =
    'Which check? None of 07-echo-server is known to have failed. Add --check ID, one of IDS.\n';
  test.each([
    [['--inspect'], ONE],
    [['00', '07', '--inspect', '--check', 'listens'], ONE],
    [['07', '--from', 'solutions', '--inspect'], WHICH],
    [
      ['07', '--from', 'solutions', '--inspect', '--check', 'listen'],
      'No check is called "listen" in 07-echo-server. Did you mean listens?\n',
    ],
    [['07', '--inspect=x'], '--inspect takes a port, as in --inspect=9230, not "x"\n'],
    [['07', '--inspect=70000'], '--inspect takes a port, as in --inspect=9230, not "70000"\n'],
    [
      ['07', '--inspect', '--json', 'results.json'],
      '--inspect keeps nothing: leave out --json and --pcap.\n',
    ],
  ] as const)('%j', async (words, told) => {
    const { status, stdout, stderr } = await grade([...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    const { checks } = await loadUnit('07-echo-server');
    expect(stderr).toBe(told.replace('IDS', checks.map(({ id }) => id).join(', ')));
  });

  test.each(['grade', 'try'])('%s, where the port is taken', async (command) => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const bound = taken.address();
    const port = typeof bound === 'object' ? bound?.port : 0;
    const check = command === 'grade' ? ['--check', 'listens'] : [];
    const words = [command, '07', '--from', 'solutions', ...check, `--inspect=${port}`];
    const { status, stderr } = await learner().run(...(words as [string, ...string[]]));
    expect(status).toBe(2);
    const told = `--inspect: another program listens on port ${port}, perhaps a debugger's. --inspect=0 takes a free one.\n`;
    expect(stderr.endsWith(told)).toBe(true);
    taken.close();
  });
});
