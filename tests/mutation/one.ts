import { loadUnit, playUntilFailure } from '../helpers/course.ts';

/** Grades one mutant in a process of its own: `slug file`. Sends `passes`, `fails`, or why there is no verdict. */
const [slug = '', file = ''] = process.argv.slice(2);
const failure = await playUntilFailure(await loadUnit(slug), file, 1);
const [line] = failure?.message.split('\n') ?? [];
const fault = failure?.status === 'error' && `no verdict (${line})`;
process.send?.(fault || (failure ? 'fails' : 'passes'));
