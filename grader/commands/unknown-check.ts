import { didYouMean } from '../nearest.ts';
import { UsageError } from './io.ts';

/** To be told where none of the units has the check; names the one that is spelt most like it. */
export function unknownCheck(
  check: string,
  ids: readonly string[],
  slugs: readonly string[],
): UsageError {
  const hint = didYouMean(check, ids) || `There are: ${ids.join(', ')}.`;
  return new UsageError(`No check is called "${check}" in ${slugs.join(', ')}. ${hint}`);
}
