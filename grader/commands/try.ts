import { Mistyped } from '../vocabulary/programs.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { answer } from './try/answer.ts';
import { load } from './try/load.ts';
import { tellError } from './try/own-error.ts';
import { readPlan } from './try/plan.ts';
import { serve } from './try/serve.ts';
import { serveOnPath } from './try/serve-on-path.ts';
import { talk } from './try/talk.ts';
import { talkToPath } from './try/talk-to-path.ts';

export const TRY_HELP = `npm run try -- unit [program] [word …] [options]

  Runs your exercise as a program, to be played with by hand, and shows what
  crosses the wire. Without a program it runs the unit's first, which is its
  server where it has one. A program that has nothing on the wire answers the
  words behind its name, or each line that you type.

  --port N     where a server listens (else the kernel chooses), or a client
               connects; sockets with a path have it as their first word instead
  --from DIR   run the file in DIR (solutions, or somebody's folder)
  --inspect    wait for a debugger first, on port 9229; --inspect=PORT on
               another
  --help       this text

  Ctrl-C ends it.
`;

/** Runs one program of a unit until it ends; gives the exit status. */
export async function tryByHand(words: string[], io: Io): Promise<number> {
  const plan = await readPlan(words, io);
  if (plan === 'help') {
    io.print(TRY_HELP);
    return EXIT.pass;
  }
  // The person's program is to be stopped by Ctrl-C even where it lets no listener of ours run.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  try {
    const exports = await load(plan, io);
    const { program } = plan;
    if ('answer' in program) return await answer(program, plan, exports, io);
    if ('start' in program)
      await (program.transport === 'path'
        ? serveOnPath(program, plan, exports, io)
        : serve(program, plan, exports, io));
    else
      await (program.transport === 'path'
        ? talkToPath(program, plan, exports, io)
        : talk(program, plan, exports, io));
    return EXIT.pass;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof Mistyped) throw new UsageError(error.message);
    process.stderr.write(`${tellError(error)}\n`);
    return EXIT.fail;
  }
}
