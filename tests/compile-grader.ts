import { compileGrader, root } from '../grader/compile.mjs';

/** Once before all tests: what they start is the grader as it stands. */
export default async function setup(): Promise<void> {
  process.env.WORKBOOK_ROOT = root;
  process.env.WORKBOOK_BUILD = await compileGrader();
}
