import type { Exports } from '../../engine/by-hand.ts';
import { WIDTH, wrap } from '../../feedback/layout.ts';
import { type Answerer, Mistyped } from '../../vocabulary/programs.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { tellError } from './own-error.ts';
import type { Plan } from './plan.ts';
import { forEachLine } from './prompt.ts';
import { asTyped, fits, splitWords } from './typed-words.ts';

/**
 * Answers the words that were given, or else each line that is typed. Where given words end in an error
 * it is thrown; at the prompt it is told, and the next line may be better.
 */
export async function answer(
  program: Answerer<Exports>,
  { unit, name, programs, words }: Plan,
  exports: Exports,
  io: Io,
): Promise<number> {
  const { takes, example } = program;
  const reply = async (typed: readonly string[]) => {
    if (!fits(takes, typed.length)) throw new Mistyped(`expected ${takes}`);
    io.print(`${await settled(async () => program.answer(exports, typed))}\n`);
  };
  const command = `npm run try -- ${unit.number} ${name}`;
  if (words.length > 0) {
    await reply(words).catch((error: unknown) => {
      if (!(error instanceof Mistyped)) throw error;
      throw new UsageError(`${error.message}, as in ${command} ${asTyped(example)}`);
    });
    return EXIT.pass;
  }
  process.stderr.write(usage(name, program, Object.keys(programs)));
  await forEachLine(async (line) => {
    const typed = splitWords(line);
    if (typed.length === 0) return;
    await reply(typed).catch((error: unknown) => {
      const isTyping = error instanceof Mistyped;
      process.stderr.write(
        `${isTyping ? `${error.message}, as in ${example}` : tellError(error)}\n`,
      );
    });
  });
  return EXIT.pass;
}

/** What a call comes to. Rejects where nothing is left that could settle its promise: Node would just end. */
async function settled<T>(call: () => Promise<T>): Promise<T> {
  let giveUp = () => {};
  const never = new Promise<never>((_, reject) => {
    const error = new Error('the promise never settles: nothing is left that could do it');
    giveUp = () => void setImmediate(reject, error); // a turn of the loop, so that this can happen again
  });
  process.once('beforeExit', giveUp);
  try {
    return await Promise.race([call(), never]);
  } finally {
    process.off('beforeExit', giveUp);
  }
}

function usage(name: string, program: Answerer<Exports>, names: readonly string[]): string {
  const others = names.filter((other) => other !== name);
  const paragraphs = [
    `${program.about}.`,
    `Type ${program.takes}, as in ${program.example} (Ctrl-C ends it).`,
    ...(program.notes ? program.notes.split('\n') : []),
    ...(others.length > 0 ? [`The unit also has ${others.join(', ')}.`] : []),
  ];
  return `${paragraphs.flatMap((text) => wrap(text, WIDTH)).join('\n')}\n`;
}
