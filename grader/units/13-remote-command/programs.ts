import type * as exercise from '../../../solutions/13-remote-command.ts';
import type { Program, Programs } from '../../vocabulary.ts';

type Exercise = typeof exercise;

const script = (code: string) => [process.execPath, '-e', code, '--'];

/** Harmless, and the same on every platform. */
const ALLOWED = {
  date: script('console.log(new Date().toString())'),
  echo: script('console.log(process.argv.slice(1).join(" "))'),
  uptime: script('console.log(os.uptime(), "seconds")'),
  fail: script('console.error("no"); process.exitCode = 3'),
};

const client: Program<Exercise> = {
  about: 'runRemote, with each line that you type',
  transport: 'tcp',
  usage: `Type a command of the list and its arguments: ${Object.keys(ALLOWED).join(', ')}. The end of your input leaves.`,
  async talk({ runRemote }, address, { lines, print }) {
    for await (const line of lines) {
      const [name = '', ...args] = line.split(' ').filter(Boolean);
      try {
        const { status, signal, stdout, stderr } = await runRemote(address, name, args);
        print(`${stdout}${stderr}(${signal ?? `exit status ${status}`})\n`);
      } catch (error) {
        print(`${error}\n`);
      }
    }
  },
};

const programs: Programs<Exercise> = {
  server: {
    about: `startCommandServer, with the commands ${Object.keys(ALLOWED).join(', ')}`,
    transport: 'tcp',
    byHand: (port) => [
      `printf '\\0\\0\\0\\34{"command":"date","args":[]}' | socat -t 5 - TCP:127.0.0.1:${port}`,
    ],
    start: ({ startCommandServer }, address) => startCommandServer(address, ALLOWED),
  },
  client,
};

export default programs;
