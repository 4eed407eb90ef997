import type { Io } from '../io.ts';
import type { Plan } from './plan.ts';

/** Where it listens, how to talk to it, and what can be typed here. */
export function announce(
  { unit, name, program }: Plan,
  place: string,
  hints: readonly string[],
  io: Io,
): void {
  const ways = hints.length === 1 ? ` ${hints[0]}` : hints.map((hint) => `\n  ${hint}`).join('');
  const usage = 'start' in program && program.usage ? `${program.usage}\n` : '';
  io.print(
    `${unit.slug}, ${name}: ${program.about} listens on ${place}. Ctrl-C ends it.\n` +
      `From another terminal:${ways}\n${usage}\n`,
  );
}

/** How the unit's own client is started that talks to this server. */
export function clients({ unit, program, programs }: Plan, place: string | undefined): string[] {
  const wanted = 'start' in program ? program.client : undefined;
  for (const [name, client] of Object.entries(programs)) {
    if (!('talk' in client) || (wanted ?? name) !== name) continue;
    const words = ['npm run try --', unit.number, name, client.example, place];
    return [words.filter(Boolean).join(' ')];
  }
  return [];
}

/** What is told of a start that came to no server. */
export function noServer({ about }: { about: string }, came: unknown): Error {
  return new Error(`${about} gave no server that listens, but ${came}`);
}

/** Resolves when a server that was started has closed. */
export async function closed(server: unknown): Promise<void> {
  await new Promise((resolve) => {
    if (server instanceof Object && 'once' in server && server.once instanceof Function)
      Reflect.apply(server.once, server, ['close', resolve]);
  });
}

export function sayClosed(io: Io): void {
  io.print('Your server has closed.\n');
}
