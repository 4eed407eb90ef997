/**
 * `.ci/run` plays the tests on four versions of Node, one after the other. What takes longest is shared out
 * among them, so that all of it is played: SHARE_OF_NODE names the version. Without it, everything is
 * played (`npm test`).
 */
const LATER = ['22', '24', '26'];
const version = process.env.SHARE_OF_NODE;
const place = LATER.indexOf(version ?? '');

/** Known-wrong submissions: two thirds of them on Node 20, the others on the later versions. */
export function playsWrong(i: number): boolean {
  if (version === undefined) return true;
  return place < 0 ? i % 9 < 6 : i % 9 === 6 + place;
}

/** Right submissions beside the solution: every second one on Node 20, the others on the later versions. */
export function playsRight(i: number): boolean {
  if (version === undefined) return true;
  return place < 0 ? i % 2 === 0 : i % 6 === 1 + 2 * place;
}

/** Hostile submissions: all on Node 20, a sixth on each later version. */
export function playsHostile(i: number): boolean {
  return place < 0 || i % 6 === 2 * place;
}

/** What a version of Node can hardly change: most of what is typed and printed. */
export const playsTyped = place < 0;

/** What takes long, and may hang on the version: on the oldest and on the newest. */
export const playsAtBothEnds = place < 0 || place === LATER.length - 1;

/**
 * Among hundreds of mistakes that show in time, a busy machine hides one now and then, and of some ten
 * thousand programs Node itself crashes in one. In CI known-wrong submissions and the programs of the
 * lessons are played once more, and `.ci/count.mjs` names them. Right submissions have to pass the first time.
 */
export const RETRIES_IN_CI = version === undefined ? 0 : 1;
