import { type CourseUnit, readCatalogue } from '../course/catalogue.ts';
import { nextUnit } from '../course/next-unit.ts';
import { readProgress } from '../course/progress-file.ts';
import { standings } from '../course/standing.ts';
import { EXIT, type Io } from './io.ts';
import { openScreen } from './watch/screen.ts';
import { Session } from './watch/session.ts';
import { oneUnit, readWords } from './words.ts';

export const WATCH_HELP = `npm run watch -- [unit] [options]

  Grades a unit each time you save its exercise, or a file of yours that it
  imports. Without a unit: the one that npm run next names. Keys:

    h  a hint                          n  the next unit
    e  the exchange whole              p  the previous unit
    l  where to read; l again opens it u  all units
    r  again, with the same seed       s  the solution, once it passes
    q  quits, as Ctrl-C does

  Without a terminal it takes no keys and prints one block after the other.

  --plain    as without a terminal
  --help     this text
`;

const OPTIONS = {
  plain: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Grades on each save, until the person leaves; gives the exit status. */
export async function watch(words: string[], io: Io): Promise<number> {
  const { values, positionals } = readWords('watch', words, OPTIONS);
  if (values.help) {
    io.print(WATCH_HELP);
    return EXIT.pass;
  }
  const catalogue = readCatalogue(io.root);
  const unit = oneUnit('watch', positionals, catalogue) ?? unitAtHand(catalogue, io);
  if (!unit) {
    io.print('You have passed all units. npm run watch -- 07 watches one.\n');
    return EXIT.pass;
  }
  const { status, session } = sit(unit, values.plain === true, catalogue, io);
  try {
    return await status;
  } finally {
    session.close();
  }
}

function sit(unit: CourseUnit, plain: boolean, catalogue: readonly CourseUnit[], io: Io) {
  let leave: (status: number) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const status = new Promise<number>((...ends) => {
    [leave, reject] = ends;
  });
  let session: Session | undefined;
  const screen = openScreen(plain, io.paint, { press: (key) => session?.press(key), leave });
  session = new Session(unit, { io, catalogue, screen, leave, reject });
  return { status, session };
}

function unitAtHand(catalogue: readonly CourseUnit[], io: Io): CourseUnit | undefined {
  return nextUnit(standings(io.root, catalogue, readProgress(io.root, io.warn)))?.standing.unit;
}
