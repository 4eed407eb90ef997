import type { Exports } from '../../engine/by-hand.ts';
import { listenToClients } from '../../loopback/listen-in.ts';
import type { PathClient } from '../../vocabulary/programs.ts';
import type { Io } from '../io.ts';
import { choosePath, refusePort } from './place.ts';
import type { Plan } from './plan.ts';
import { lastWords, openTerminal } from './terminal.ts';
import { type Actors, head, logger } from './wire.ts';

/**
 * Runs a client of the exercise towards a path, with what the person types. Its sockets are listened
 * to in this process: no other is made.
 */
export async function talkToPath(
  program: PathClient<Exports>,
  plan: Plan,
  exports: Exports,
  io: Io,
): Promise<void> {
  refusePort(plan);
  const [word, ...words] = plan.words;
  const place = choosePath(word, program.socketName, io.cwd);
  const actors: Actors = [program.actor ?? 'your client', 'server'];
  listenToClients(logger(actors, program));
  if (program.usage) process.stderr.write(`${program.usage}\n`);
  head(actors);
  const terminal = openTerminal(io);
  try {
    await program.talk(exports, place, terminal, words);
  } finally {
    terminal.close();
    await lastWords();
  }
}
