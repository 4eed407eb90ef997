import { checkCourse } from './commands/check-course.ts';
import { confirm } from './commands/confirm.ts';
import { grade } from './commands/grade.ts';
import { hint } from './commands/hint.ts';
import { EXIT, type Io, UsageError } from './commands/io.ts';
import { list } from './commands/list.ts';
import { next } from './commands/next.ts';
import { relay } from './commands/relay.ts';
import { reset } from './commands/reset.ts';
import { solution } from './commands/solution.ts';
import { tryByHand } from './commands/try.ts';
import { upgrade } from './commands/upgrade.ts';
import { watch } from './commands/watch.ts';
import { didYouMean } from './nearest.ts';
import { choosePaint } from './report/paint.ts';
import { endAllProcesses } from './submission/end-process.ts';

const COMMANDS: Record<string, (words: string[], io: Io) => Promise<number>> = {
  grade,
  watch,
  list,
  next,
  hint,
  reset,
  solution,
  upgrade,
  try: tryByHand,
  'check-course': checkCourse,
  relay,
};
/** Kept from before vitest's worker replaces it: in a worker, a test may not end the process. */
const exit: (status: number) => never = process.exit.bind(process);
/** What Ctrl-C does, where a command has asked for it; otherwise it ends the grader. */
let onInterrupt: (() => void) | undefined;
const CLEAR_LINE = '\r\x1b[2K';

const io: Io = {
  root: process.env.WORKBOOK_ROOT ?? process.cwd(),
  build: process.env.WORKBOOK_BUILD ?? '',
  // npm runs scripts in the package's folder; INIT_CWD is where the person stood.
  cwd: process.env.INIT_CWD ?? process.cwd(),
  paint: choosePaint(process.stdout.isTTY, process.env),
  live(text) {
    if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE + text.slice(0, 79));
  },
  print(text) {
    process.stdout.write(text);
  },
  warn(line) {
    process.stderr.write(`${line}\n`);
  },
  confirm,
  interrupted: () => new Promise((resolve) => (onInterrupt = resolve)),
};

/** Ends the grader, and every process that it started, with this exit status. */
function end(status: number): never {
  endAllProcesses();
  exit(status);
}

process.on('exit', endAllProcesses);
// By itself Node opens its inspector at SIGUSR1, which a submission can send: whoever talks to the
// inspector is in this process, where the verdicts are.
if (process.platform !== 'win32') process.on('SIGUSR1', () => {});
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.on(signal, () => {
    const stop = onInterrupt;
    onInterrupt = undefined; // who asks twice means it
    if (stop) return stop();
    io.live('');
    end(status);
  });
}

async function main([name = 'grade', ...words]: string[]): Promise<number> {
  const command = COMMANDS[name];
  if (command) return command(words, io);
  const meant = didYouMean(name, Object.keys(COMMANDS));
  throw new UsageError(`There is no command "${name}". ${meant}`.trimEnd());
}

try {
  const status = await main(process.argv.slice(2));
  // What was printed to a pipe may still be on its way.
  process.stdout.write('', () => end(status));
} catch (error) {
  io.live('');
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    end(EXIT.usage);
  }
  process.stderr.write(
    `A fault of the grader, not yours:\n${error instanceof Error ? error.stack : error}\n`,
  );
  end(EXIT.fault);
}
