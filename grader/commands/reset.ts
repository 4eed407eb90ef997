import { type CourseUnit, readCatalogue } from '../course/catalogue.ts';
import { resetExercise, undoReset } from '../course/kept-work.ts';
import { forgetStubs } from '../course/upgrade/record.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { exercisesFolder, oneUnit, readWords } from './words.ts';

export const RESET_HELP = `npm run reset -- unit [options]

  Puts the stub in the place of your exercise. Your work is kept beside it,
  under its name and the time: exercises/07-echo-server.2026-11-21T15-30-05.ts.

  --undo    brings back the work that was kept last, and keeps what it replaces
  --help    this text
`;

const OPTIONS = {
  undo: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Takes an exercise back to its stub, or the other way; gives the exit status. */
export async function reset(words: string[], io: Io): Promise<number> {
  const { values, positionals } = readWords('reset', words, OPTIONS);
  if (values.help) {
    io.print(RESET_HELP);
    return EXIT.pass;
  }
  const unit = oneUnit('reset', positionals, readCatalogue(io.root));
  if (!unit)
    throw new UsageError('Which unit? npm run reset -- 07 takes unit 07 back to its stub.');
  exercisesFolder(undefined, io);
  return values.undo ? undo(unit, io) : stub(unit, io);
}

function stub({ slug, number }: CourseUnit, io: Io): number {
  const { done, kept } = resetExercise(io.root, slug);
  forgetStubs(io.root, [slug]);
  const file = `exercises/${slug}.ts`;
  if (done === 'nothing') io.print(`${file} is the stub already: nothing was done.\n`);
  if (done === 'added') io.print(`${file} was missing: the stub is there now.\n`);
  if (done === 'reset') io.print(`${file} is the stub again.\n`);
  if (kept) {
    io.print(`Your work is kept in exercises/${kept}.\n`);
    io.print(`npm run reset -- ${number} --undo brings it back.\n`);
  }
  return EXIT.pass;
}

function undo({ slug, number }: CourseUnit, io: Io): number {
  const undone = undoReset(io.root, slug);
  const file = `exercises/${slug}.ts`;
  if (undone.done === 'nothing') {
    io.print(`No work of ${slug} is kept: npm run reset -- ${number} keeps it in exercises/.\n`);
    return EXIT.fail;
  }
  io.print(`${file} is your work again that was kept in\nexercises/${undone.from}.\n`);
  if (undone.kept) io.print(`What stood there is kept in exercises/${undone.kept}.\n`);
  if (undone.older > 0)
    io.print(
      `${undone.older} older ${undone.older === 1 ? 'file is' : 'files are'} still kept in exercises/.\n`,
    );
  return EXIT.pass;
}
