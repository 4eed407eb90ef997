import { NotLoadable } from '../../engine/by-hand.ts';

/** What went wrong, as the learner's program would end with it: name, message, and their own places. */
export function tellError(error: unknown): string {
  if (error instanceof NotLoadable) return error.message;
  return error instanceof Error ? ownFrames(error) : String(error);
}

/** The stack as far as it is the learner's. */
function ownFrames(error: Error): string {
  const [first = '', ...frames] = (error.stack ?? String(error)).split('\n');
  const own = frames.filter(
    (frame) => /^\s+at /.test(frame) && !/node_modules|node:|\(<anonymous>\)/.test(frame),
  );
  return [first, ...own].join('\n');
}
