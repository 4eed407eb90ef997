import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism, totalmem } from 'node:os';

/** Work that keeps the machine busy while gradings run. Each is the text of a program for node. */
const PROGRAMS: Record<string, { program: string; copies: number }> = {
  idle: { program: '', copies: 0 },
  cpu: { program: 'for (;;) {}', copies: availableParallelism() },
  memory: {
    program: `
      const all = [];
      setInterval(() => {
        if (all.length < ${Math.min(40, Math.floor(totalmem() / 2 / 2 ** 28))}) all.push(Buffer.alloc(2 ** 28, 1));
        for (const some of all) for (let at = 0; at < some.length; at += 4096) some[at]++;
      }, 10);`,
    copies: 1,
  },
  'time-wait': {
    program: `
      import net from 'node:net';
      const server = net.createServer((socket) => socket.end());
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        setInterval(() => {
          for (let i = 0; i < 20; i++) net.connect(port, '127.0.0.1').on('error', () => {}).resume();
        }, 20);
      });`,
    copies: 1,
  },
};

export const LOADS = Object.keys(PROGRAMS);

/** Begins a load; the function that it gives ends it. */
export function beginLoad(name: string): () => void {
  const load = PROGRAMS[name];
  if (!load) throw new Error(`there is no load "${name}", only ${LOADS.join(', ')}`);
  const children: ChildProcess[] = Array.from({ length: load.copies }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', load.program], { stdio: 'ignore' }),
  );
  return () => {
    for (const child of children) child.kill('SIGKILL');
  };
}
