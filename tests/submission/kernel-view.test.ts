import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { KernelView } from '../../grader/submission/kernel-view.ts';
import { wasStarved } from '../../grader/submission/schedule.ts';
import { ROOT } from '../helpers/course.ts';

/** A server that never closes its side; it prints its port, and a line when its client has sent FIN. */
const LEAKS = `
const server = require('node:net').createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('end', () => console.log('FIN')).resume();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit()).resume();
`;

describe.runIf(process.platform === 'linux')('what the kernel says of a process', () => {
  test('a socket in CLOSE_WAIT is seen, with its ports', async () => {
    const child = spawn(process.execPath, ['-e', LEAKS]);
    const [line] = await once(child.stdout, 'data');
    const port = Number(line);
    const client = net.connect(port, '127.0.0.1');
    await once(client, 'connect');
    const own = client.localPort;
    client.end();
    await once(child.stdout, 'data');
    const kernel = new KernelView(child.pid);
    expect(kernel.tcp()).toEqual([
      { localPort: port, remotePort: 0, state: 'LISTEN' },
      { localPort: port, remotePort: own, state: 'CLOSE_WAIT' },
    ]);
    expect(kernel.resident()).toBeGreaterThan(20 * 2 ** 20);
    child.kill();
    await once(child, 'exit');
    expect(kernel.tcp()).toBeUndefined();
    expect(kernel.resident()).toBeUndefined();
    client.destroy();
  });

  test('what has been sent and not read waits in a queue of the kernel', async () => {
    const server = net.createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const { port } = server.address() as net.AddressInfo;
    const client = net.connect(port, '127.0.0.1');
    const [[accepted]] = await Promise.all([once(server, 'connection'), once(client, 'connect')]);
    await new Promise((resolve) => client.write('unread', resolve));
    const queues = new KernelView(child.pid).queues();
    // A port alone does not name a connection: the kernel gives the same one to clients of other servers.
    const between = (one?: number, other?: number) =>
      queues?.filter(({ localPort, remotePort }) => localPort === one && remotePort === other);
    const { localPort } = client;
    expect(between(localPort, port)).toMatchObject([{ unread: 0 }]);
    expect(between(port, localPort)).toEqual([
      { localPort: port, remotePort: localPort, unread: 6, unacknowledged: 0 },
    ]);
    child.kill();
    client.destroy();
    accepted.destroy();
    server.close();
  });

  test('a process that was never started', () => {
    expect(new KernelView(undefined).resident()).toBeUndefined();
  });

  test('whether a process runs, or waits', async () => {
    const spinning = spawn(process.execPath, ['-e', 'for (;;) {}']);
    const kernel = new KernelView(spinning.pid);
    while ((kernel.schedule()?.cpuMs ?? 0) < 500) await new Promise((r) => setTimeout(r, 20));
    expect(kernel.schedule()?.runnable).toBe(true);
    spinning.kill('SIGKILL');
    await once(spinning, 'exit');
    expect(kernel.schedule()).toBeUndefined();

    const code = 'console.log(1); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';
    const waiting = spawn(process.execPath, ['-e', code]);
    await once(waiting.stdout, 'data');
    const idle = new KernelView(waiting.pid);
    while (idle.schedule()?.runnable) await new Promise((r) => setTimeout(r, 20));
    expect(idle.schedule()?.runnable).toBe(false);
    waiting.kill('SIGKILL');
  });

  test.each([
    ['ran half of the time', 1500, true, false],
    ['wanted to run, and was not let', 1400, true, true],
    ['waited', 0, false, false],
  ])('a process that %s', (_, cpuMs, runnable, starved) => {
    const before = { cpuMs: 200, runnable: true };
    expect(wasStarved(before, { cpuMs: 200 + cpuMs, runnable }, 3000)).toBe(starved);
    expect(wasStarved(undefined, { cpuMs, runnable }, 3000)).toBe(false);
  });

  const namespaced = ['--pid', '--fork', process.execPath];
  const { status } = spawnSync('unshare', [...namespaced, '--version']);
  test.runIf(status === 0)('in a container with the /proc of its machine', () => {
    const script = `
      import { spawn } from 'node:child_process';
      import { once } from 'node:events';
      import { KernelView } from ${JSON.stringify(path.join(ROOT, 'grader/submission/kernel-view.ts'))};
      const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)']);
      await once(child.stdout, 'data'); // by then it is Node, and no copy of its parent
      console.log((new KernelView(child.pid).resident() ?? 0) > 1e6, new KernelView(child.pid).tcp());
      child.kill();`;
    const tsx = ['--import', 'tsx', '--input-type=module', '-e', script];
    const { stdout, stderr } = spawnSync('unshare', [...namespaced, ...tsx], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stdout, stderr).toBe('true []\n');
  });
});
