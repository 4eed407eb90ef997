import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { changeProgress } from '../../grader/course/progress-file.ts';
import { learner, mended } from '../helpers/learner.ts';

const SLUG = '00-bytes-and-text';

describe('progress', () => {
  test('follows the grades: started, passed, failing again', async () => {
    const { run, exercise, progress } = learner();
    await run('grade', '--seed', '5');
    const first = progress();
    expect(Object.keys(first.units)).toEqual([SLUG]);
    const started = first.units[SLUG];
    expect(first.version).toBe(1);
    expect(started).toMatchObject({
      state: 'started',
      best: { score: 5, max_score: 8 },
      last: {
        score: 5,
        max_score: 8,
        seed: 5,
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        exercise: expect.stringMatching(/^[0-9a-f]{32}$/),
        failed: { check: 'counts-bytes', cause: 'utf16-code-units' },
      },
    });

    const wrong = exercise(SLUG);
    exercise(SLUG, mended(wrong));
    await run('grade', '00');
    expect(progress().units[SLUG]).toMatchObject({
      state: 'passed',
      best: { score: 8, max_score: 8 },
      last: { score: 8, failed: null },
    });

    exercise(SLUG, wrong);
    await run('grade', '00');
    expect(progress().units[SLUG]).toMatchObject({
      state: 'failing-again',
      best: { score: 8 },
      last: { score: 5, failed: { check: 'counts-bytes' } },
    });
  });

  test('of a check that was played alone keeps that it failed, for the hints, and no score', async () => {
    const { run, exercise, progress } = learner();
    await run('grade', '00');
    const before = progress().units[SLUG];
    expect(before).toMatchObject({ last: { failed: { check: 'counts-bytes' } } });
    exercise(SLUG, mended(exercise(SLUG)).replace('|| n > bytes.length', ''));
    await run('grade', '00', '--check', 'splits-bytes');
    const after = progress().units[SLUG];
    const failed = { check: 'splits-bytes', cause: 'out-of-range-accepted' };
    expect(after).toEqual({ ...before, last: { ...Object(before?.last), failed } });
    await run('grade', '00', '--check', 'counts-bytes');
    expect(progress().units[SLUG]).toEqual(after);
  });

  test('is not kept of --from, of --check alone, or of a stub', async () => {
    const { run, names } = learner();
    await run('grade', '00', '--from', 'solutions');
    await run('grade', '00', '--check', 'counts-bytes');
    await run('grade', '07');
    expect(names('.')).not.toContain('.progress.json');
  });

  test('tells an exercise that cannot be loaded from one that fails a check', async () => {
    const { run, exercise, progress } = learner();
    exercise(SLUG, 'export function byteLength( {\n');
    expect((await run('grade', '00')).status).toBe(1);
    expect(progress().units[SLUG]).toMatchObject({
      state: 'started',
      last: { score: 0, failed: null },
    });
  });

  test('keeps what a later version added, and units that are not in the course', async () => {
    const { run, write, progress } = learner();
    const last = { score: 1, max_score: 8, date: 'd', seed: 1, exercise: 'e', failed: null };
    const added = { version: 1, theme: 'dark', units: { '99-gone': { state: 'passed' } } };
    const known = { state: 'started', stars: 3, last: { ...last, mood: 'good' } };
    write('.progress.json', JSON.stringify({ ...added, units: { ...added.units, [SLUG]: known } }));
    await run('grade', '00');
    expect(progress()).toMatchObject({
      ...added,
      units: { ...added.units, [SLUG]: { stars: 3, last: { mood: 'good', score: 5 } } },
    });
  });

  test.each(['{"version": 1, "un', '[]', '{"version":1,"units":{"07-echo-server":{"state":"?"}}}'])(
    'is set aside where it is damaged, and rebuilt: %s',
    async (text) => {
      const { run, write, names, read, progress } = learner();
      write('.progress.json', text);
      const { status, stdout, stderr } = await run('grade', '00');
      expect(status).toBe(1);
      expect(stdout).toContain('5 of 8 points');
      const [aside = ''] = names('.').filter((name) => name.startsWith('.progress.damaged'));
      expect(aside).toMatch(/^\.progress\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.json$/);
      expect(stderr).toBe(
        `.progress.json was damaged: it is ${aside} now, and your next grades rebuild it.\n`,
      );
      expect(read(aside)).toBe(text);
      expect(progress().units[SLUG]?.state).toBe('started');
    },
  );

  test('of a newer workbook is left as it is, and said so', async () => {
    const { run, write, read } = learner();
    const newer = '{"version":2,"rooms":[]}';
    write('.progress.json', newer);
    const { status, stderr } = await run('grade', '00');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: '.progress.json was written by a newer workbook, and is left as it is.\n',
    });
    expect(read('.progress.json')).toBe(newer);
  });

  test('fails no grading where it cannot be read or written', async () => {
    const { run, workbook, exercise } = learner();
    fs.mkdirSync(path.join(workbook, '.progress.json'));
    exercise(SLUG, mended(exercise(SLUG)));
    const { status, stdout, stderr } = await run('grade', '00');
    expect(status).toBe(0);
    expect(stdout).toContain('8 of 8 points');
    expect(stderr).toMatch(
      /^\.progress\.json could not be read, and is left as it is: EISDIR.*\n$/,
    );
  });

  test('of two gradings at once loses neither', async () => {
    const { run, exercise, progress, read } = learner();
    exercise('07-echo-server', read('solutions/07-echo-server.ts'));
    await Promise.all([run('grade', '00'), run('grade', '07')]);
    const states = Object.entries(progress().units).map(([slug, { state }]) => [slug, state]);
    expect(Object.fromEntries(states)).toEqual({ [SLUG]: 'started', '07-echo-server': 'passed' });
  });
});

test('what cannot be written is a warning, and what was there stays', () => {
  const { workbook, names } = learner();
  // A folder in the place of the file that is written first.
  fs.mkdirSync(path.join(workbook, `.progress.json.${process.pid}.tmp`));
  const told: string[] = [];
  changeProgress(
    workbook,
    (line) => told.push(line),
    (before) => ({ ...before }),
  );
  expect(told).toEqual([
    expect.stringMatching(/^\.progress\.json could not be written, so this is not kept: EISDIR/),
  ]);
  expect(names('.')).not.toContain('.progress.json');
});

test('a change that fails is a warning as well', () => {
  const { workbook, names } = learner();
  const told: string[] = [];
  const fails = () => {
    throw new Error('no such unit');
  };
  changeProgress(workbook, (line) => told.push(line), fails);
  expect(told).toEqual(['.progress.json could not be written, so this is not kept: no such unit']);
  expect(names('.')).not.toContain('.progress.json');
});

test('a pass of one unit of your own names what is worth a look', async () => {
  const { run, exercise, write } = learner();
  exercise(SLUG, mended(exercise(SLUG)));
  const report = `00-bytes-and-text                                                  8 of 8 points
  ✓ 5 checks pass

1 of 1 unit passes.
`;
  expect((await run('grade', '00')).stdout).toBe(report);
  write(
    `grader/units/${SLUG}/hints.yaml`,
    'hints: [{fits: [a], text: b}]\nnotice: [It copies nothing., b, c]\n',
  );
  expect((await run('grade', '00')).stdout).toBe(
    `${report}Worth a look in the solution: It copies nothing. npm run solution -- 00\n`,
  );
  expect((await run('grade', '00', '--from', 'exercises')).stdout).toBe(report);
  expect((await run('grade', '00', '--check', 'counts-bytes')).stdout).not.toContain('Worth');
  write(`grader/units/${SLUG}/hints.yaml`, 'hints: [');
  expect((await run('grade', '00')).stdout).toBe(report);
});
