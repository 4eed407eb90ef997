import { describe, expect, test } from 'vitest';
import { HINT_HELP } from '../../grader/commands/hint.ts';
import { graded, HINTS_00, type Learner, learner } from '../helpers/learner.ts';

const SLUG = '00-bytes-and-text';
const FILE = `grader/units/${SLUG}/hints.yaml`;
const FIRST = '  Count from the front.\n';
const SECOND = `  Print Buffer.from('你好') and look at how many bytes there are. One number of
  JavaScript's is not the number that a network needs.
`;
const THIRD = '  A chunk may end inside of a character.\n';

function withHints(text = HINTS_00): Learner {
  const me = learner();
  me.write(FILE, text);
  return me;
}

function failed(me: Learner, check: string): void {
  const before = me.names('.').includes('.progress.json') ? me.progress().units[SLUG] : {};
  // The exercise is not the stub any more: of a stub, no earlier failure counts.
  me.exercise(SLUG, 'export {};\n');
  const unit = { ...before, ...graded('started', [5, 8], { check }) };
  me.write('.progress.json', JSON.stringify({ version: 1, units: { [SLUG]: unit } }));
}

describe('npm run hint', () => {
  test('goes one step further with each call, and says when these were all', async () => {
    const { run, progress } = withHints();
    expect(await run('hint', '00')).toEqual({
      status: 0,
      stderr: '',
      stdout: `${SLUG}\n\n${FIRST}\n2 of 3 hints not seen yet, npm run hint -- 00 again for the next\n`,
    });
    expect((await run('hint', 'bytes')).stdout).toBe(
      `${SLUG}\n\n${SECOND}\n1 of 3 hints not seen yet, npm run hint -- 00 again for the next\n`,
    );
    // Without a word: the unit of `next`.
    expect((await run('hint')).stdout).toBe(`${SLUG}\n\n${THIRD}\nall 3 hints seen\n`);
    expect((await run('hint', '0')).stdout).toBe(`These were all 3 hints of ${SLUG}. What is left:
  Lesson   lessons/${SLUG}.md#what-the-grader-plays
  Again    npm run hint -- 00 --all
  Solution npm run solution -- 00
`);
    expect(progress().units[SLUG]).toEqual({
      state: 'not-started',
      hints: { shown: [0, 1, 2], last: 2, check: null },
    });
  });

  test('after a failure shows the one that fits first, then what is left', async () => {
    const me = withHints();
    failed(me, 'counts-bytes');
    expect((await me.run('hint', '00')).stdout).toBe(
      `${SLUG}\nFor the check that failed: byteLength counts bytes, not characters\n\n${SECOND}\n2 of 3 hints not seen yet, npm run hint -- 00 again for the next\n`,
    );
    expect((await me.run('hint', '00')).stdout).toBe(
      `${SLUG}\nNot for the check that failed, but for: decodeChunks finds a character wherever
it was cut; decodeChunks throws TypeError for bytes that are no UTF-8; a byte
order mark is dropped at the start and kept elsewhere\n\n${THIRD}\n1 of 3 hints not seen yet, npm run hint -- 00 again for the next\n`,
    );
    expect((await me.run('hint', '00')).stdout).toContain(`${FIRST}\nall 3 hints seen\n`);
    expect((await me.run('hint', '00')).stdout).toContain(
      `  Lesson   lessons/${SLUG}.md#bytes-and-characters\n`,
    );
    failed(me, 'splits-bytes');
    expect((await me.run('hint', '00')).stdout).toContain(`${FIRST}\nall 3 hints seen\n`);
    expect((await me.run('hint', '00')).stdout).toContain('These were all');
  });

  test('--again and --all', async () => {
    const me = withHints();
    const none = `No hint of ${SLUG} was shown yet. npm run hint -- 00 shows the first.\n`;
    expect(await me.run('hint', '00', '--again')).toEqual({ status: 1, stdout: none, stderr: '' });
    await me.run('hint', '00');
    await me.run('hint', '00');
    expect((await me.run('hint', '00', '--again')).stdout).toBe(
      `${SLUG}, hint 2 of 3\n\n${SECOND}`,
    );
    expect((await me.run('hint', '00', '--all')).stdout).toBe(
      `${SLUG}, hint 1 of 3\n\n${FIRST}\n${SLUG}, hint 2 of 3\n\n${SECOND}\n${SLUG}, hint 3 of 3\n\n${THIRD}
These were all 3 hints of ${SLUG}. What is left:
  Lesson   lessons/${SLUG}.md#what-the-grader-plays
  Solution npm run solution -- 00
`,
    );
    expect((await me.run('hint', '00')).stdout).toContain('These were all');
    expect(await me.run('hint', '00', '--again', '--all')).toEqual({
      status: 2,
      stdout: '',
      stderr: '--all or --again, not both\n',
    });
  });

  test.each([
    ['hints: [', 'is no YAML: '],
    ['hints: []', ': hints has to be a list with something in it, not []\n'],
    ['notice: [a]', ': hints has to be a list with something in it, not nothing\n'],
    [
      'hints: [{fits: a, text: b}]',
      ': hint 1: fits has to be a list with something in it, not "a"\n',
    ],
    ['hints: [{fits: [1], text: b}]', ': hint 1: fits has to be a text, not 1\n'],
    ['hints: [{fits: [a]}]', ': hint 1: text has to be a text, not nothing\n'],
    [
      'hints: [{fits: [a], text: b}]',
      ': notice has to be a list with something in it, not nothing\n',
    ],
    [
      'hints: [{fits: [a], text: b}]\nnotice: [{a: b}]',
      ': notice 1 has to be a text, not {"a":"b"}\n',
    ],
  ])('a file that is wrong is named, with what is wrong: %s', async (text, told) => {
    const { status, stdout, stderr } = await withHints(text).run('hint', '00');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr.startsWith(FILE)).toBe(true);
    expect(stderr).toContain(told);
    expect(stderr.endsWith('\nThat is a fault of the course, not yours.\n')).toBe(true);
  });

  test('a unit without hints, a wrong unit, a wrong option, --help', async () => {
    const { run } = learner();
    expect((await run('hint', '00')).stderr).toBe(
      `${FILE} is missing. Expected hints: (a list of fits: [check ids] and text:) and notice: (three texts).\nThat is a fault of the course, not yours.\n`,
    );
    expect(await run('hint', 'ecko')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'No unit is called "ecko". Did you mean 07-echo-server?\n',
    });
    expect((await run('hint', '07', '08')).stderr).toBe(
      'npm run hint takes one unit, not 2: npm run hint -- 07\n',
    );
    expect((await run('hint', '--al')).stderr).toBe(
      "Unknown option '--al'. Did you mean --all? npm run hint -- --help lists the options.\n",
    );
    expect(await run('hint', '--help')).toEqual({ status: 0, stdout: HINT_HELP, stderr: '' });
  });
});
