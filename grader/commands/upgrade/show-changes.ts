import { type CourseUnit, readCatalogue } from '../../course/catalogue.ts';
import { type BegunFrom, readRecord, stubBegunFrom } from '../../course/upgrade/record.ts';
import { stubText } from '../../course/upgrade/units.ts';
import { readWorkbook } from '../../course/upgrade/workbook.ts';
import { difference } from '../../report/difference.ts';
import type { Paint } from '../../report/paint.ts';
import { EXIT, type Io } from '../io.ts';
import { oneUnit } from '../words.ts';

/** Shows what changed in the stubs of units since they were begun; gives the exit status. */
export function showChanges(words: readonly string[], io: Io): number {
  const catalogue = readCatalogue(io.root);
  const unit = oneUnit('upgrade', words, catalogue);
  const record = readRecord(io.root);
  const version = readWorkbook(io.root)?.version ?? '';
  const found = (unit ? [unit] : catalogue).flatMap(({ slug, number }) => {
    const begun = stubBegunFrom(io.root, slug, record);
    if (!begun) return [];
    const now = { version, text: stubText(io.root, slug) };
    return [`${stubDifference(slug, begun, now, io.paint)}\n${whatToDo(number)}`];
  });
  io.print(found.length > 0 ? found.join('\n') : nothing(unit));
  return EXIT.pass;
}

/** How the stub of a unit changed between two versions. */
export function stubDifference(slug: string, was: BegunFrom, is: BegunFrom, paint: Paint): string {
  const shown = difference(
    { name: `the stub of ${slug} in ${was.version}`, side: 'the old stub', text: was.text },
    { name: `the stub of ${slug} in ${is.version}`, side: 'the new one', text: is.text },
    paint,
  );
  return shown || `The stub of ${slug} is what it was in ${was.version} again.\n`;
}

function whatToDo(number: string): string {
  return `Take over into yours what you need of it, or begin anew with the new stub, which
keeps yours beside it: npm run reset -- ${number}
`;
}

function nothing(unit: CourseUnit | undefined): string {
  return unit
    ? `The stub of ${unit.slug} has not changed since you began,\nor you have passed the unit or reset it after that.\n`
    : 'No stub has changed since you began, of units that you have not passed since.\n';
}
