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

/** Right submissions beside the solution, hostile ones, most of what is typed: all on Node 20, a sixth on each later version. */
export function playsAgain(i: number): boolean {
  return place < 0 || i % 6 === 2 * place;
}
