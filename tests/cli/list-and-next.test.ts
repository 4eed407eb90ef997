import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LIST_HELP } from '../../grader/commands/list.ts';
import { NEXT_HELP } from '../../grader/commands/next.ts';
import { fingerprint } from '../../grader/course/submission-file.ts';
import { loadUnit, slugs } from '../helpers/course.ts';
import { graded, type Learner, learner } from '../helpers/learner.ts';

/** Writes progress by hand: units that are passed, and others as they are given. */
function stand(
  { workbook, write }: Learner,
  passed: string[],
  others: Record<string, unknown> = {},
): void {
  const exercise = (slug: string) => fingerprint(path.join(workbook, 'exercises', `${slug}.ts`));
  const units = passed.map((slug) => [
    slug,
    graded('passed', [24, 24], { exercise: exercise(slug) }),
  ]);
  write(
    '.progress.json',
    JSON.stringify({ version: 1, units: { ...Object.fromEntries(units), ...others } }),
  );
}

function passedBefore(slug: string, { names }: Learner): string[] {
  const slugs = names('exercises').map((name) => name.slice(0, -3));
  return slugs.slice(0, slugs.indexOf(slug));
}

describe('npm run list', () => {
  test('shows a fresh clone in 80 columns', async () => {
    const { run } = learner();
    const { status, stdout, stderr } = await run('list');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'Unit                           State          Points  Needs   Min',
      '00-bytes-and-text              not started         8           20',
      '01-ipv4-addresses              not started        24  00       60',
    ]);
    const checks = (await Promise.all(slugs().map(loadUnit))).flatMap((unit) => unit.checks);
    const all = checks.reduce((sum, { points }) => sum + points, 0);
    expect(lines.slice(21)).toEqual([
      '',
      `20 units                       0 passed     0 of ${all}         1370`,
      '',
      'What to do now: npm run next',
      '',
    ]);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  test('shows what gradings found, and what became of the files since', async () => {
    const me = learner();
    const same = fingerprint(path.join(me.workbook, 'solutions', '01-ipv4-addresses.ts'));
    for (const [i, slug] of me.names('exercises').slice(1, 8).entries())
      if (i !== 4)
        fs.copyFileSync(
          path.join(me.workbook, 'solutions', slug),
          path.join(me.workbook, 'exercises', slug),
        );
    fs.rmSync(path.join(me.workbook, 'exercises', '08-udp-chat.ts'));
    stand(me, ['00-bytes-and-text'], {
      '01-ipv4-addresses': graded('started', [7, 24], { exercise: same }),
      '02-ipv6-addresses': graded('started', [8, 23]),
      '03-ports': graded('failing-again', [9, 24]),
      '04-layers-and-frames': graded('passed', [24, 24]),
      '05-tcp-handshake': graded('passed', [24, 24]),
    });
    const { stdout } = await me.run('list');
    expect(stdout.split('\n').slice(0, 11)).toEqual([
      'Unit                           State                       Points  Needs   Min',
      '00-bytes-and-text              passed                    24 of 24           20',
      '01-ipv4-addresses              started                    7 of 24  00       60',
      '02-ipv6-addresses              started, edited since      8 of 23  01       60',
      '03-ports                       fails now, edited since    9 of 24  02       60',
      '04-layers-and-frames           passed, edited since      24 of 24  03       90',
      '05-tcp-handshake               passed, the stub now      24 of 24  04       75',
      '06-first-conversation          edited, not graded yet          23  00 05    60',
      '07-echo-server                 edited, not graded yet          22  06       60',
      '08-udp-chat                    no file                         26  07       90',
      '09-message-boundaries          not started                     24  06 07    75',
    ]);
    expect(stdout).toContain('20 units                       3 passed ');
    stand(me, [], { '01-ipv4-addresses': graded('failing-again', [7, 24], { exercise: same }) });
    expect((await me.run('list')).stdout).toContain(
      '01-ipv4-addresses              passed once, fails now   7 of 24',
    );
  });

  test('says what it takes', async () => {
    const { run } = learner();
    expect(await run('list', '--help')).toEqual({ status: 0, stdout: LIST_HELP, stderr: '' });
    expect(await run('list', '07')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'npm run list takes no words, but got "07".\n',
    });
    expect((await run('list', '--hlep')).stderr).toBe(
      "Unknown option '--hlep'. Did you mean --help? npm run list -- --help lists the options.\n",
    );
  });
});

describe('npm run next', () => {
  test('begins with 00', async () => {
    const { run } = learner();
    expect(await run('next')).toEqual({
      status: 0,
      stderr: '',
      stdout: `00-bytes-and-text  Bytes and text, about 20 minutes

  Why      It is the first that you have not passed, and needs no other.
  Read     lessons/00-bytes-and-text.md
  Edit     exercises/00-bytes-and-text.ts
  Run      npm run grade -- 00
`,
    });
  });

  test('names the unit at work, of several the one written last', async () => {
    const me = learner();
    stand(me, [], { '07-echo-server': graded('started', [9, 22], { check: 'echoes-all' }) });
    me.exercise('12-struct-packing', 'export {};\n');
    fs.utimesSync(path.join(me.workbook, 'exercises', '12-struct-packing.ts'), 1, 1);
    me.exercise('07-echo-server', 'export {};\n');
    expect((await me.run('next')).stdout).toBe(`07-echo-server  Echo server, about 60 minutes

  Why      You are at work on it: it had 9 of 22 points, and was edited since.
           The first that failed: 1 MiB of random bytes comes back whole.
  Read     lessons/07-echo-server.md#a-chunk-is-not-a-message
  Edit     exercises/07-echo-server.ts
  Run      npm run grade -- 07
  Stuck?   npm run hint -- 07
`);
    fs.utimesSync(path.join(me.workbook, 'exercises', '07-echo-server.ts'), 0, 0);
    expect((await me.run('next')).stdout).toContain(
      '12-struct-packing  Struct packing, about 60 minutes\n\n  Why      You have begun it, and not graded it yet.\n',
    );
  });

  test('then one that passed and fails now, before a new one', async () => {
    const me = learner();
    me.exercise('03-ports', 'export {};\n');
    stand(me, passedBefore('03-ports', me), {
      '03-ports': graded('failing-again', [20, 24], { check: 'no-longer-there' }),
    });
    expect((await me.run('next')).stdout).toContain(
      '03-ports  Ports, about 60 minutes\n\n  Why      You passed it once, and it fails now: 20 of 24 points, and was edited\n           since.\n',
    );
  });

  test('then the first whose prerequisites are passed, also where it was reset', async () => {
    const me = learner();
    stand(me, passedBefore('06-first-conversation', me), {
      '06-first-conversation': graded('started', [1, 23], { check: 'greets' }),
    });
    const text = `06-first-conversation  First conversation, about 60 minutes

  Why      It is the first that you have not passed, after 00 and 05.
  Read     lessons/06-first-conversation.md
`;
    expect((await me.run('next')).stdout).toContain(text);
    fs.rmSync(path.join(me.workbook, 'exercises', '06-first-conversation.ts'));
    expect((await me.run('next')).stdout).toContain(
      '  Edit     exercises/06-first-conversation.ts is missing: npm run reset -- 06\n',
    );
  });

  test('goes on behind the unit that was passed last: who leaves units out means it', async () => {
    const me = learner();
    const passed = (date: string) => graded('passed', [1, 1], { date });
    const units = {
      '00-bytes-and-text': passed('2026-11-21T15:00:00.000Z'),
      '05-tcp-handshake': passed('2026-11-21T15:00:01.000Z'),
      '06-first-conversation': passed('2026-11-21T15:00:02.000Z'),
      '11-length-prefix-framing': passed('2026-11-21T15:00:01.500Z'),
    };
    stand(me, Object.keys(units), units);
    expect((await me.run('next')).stdout).toContain(
      `07-echo-server  Echo server, about 60 minutes

  Why      It comes after the one that you passed last. You have left out 4
           units before it: npm run list shows which.
`,
    );
  });

  test('says when all is done', async () => {
    const me = learner();
    stand(
      me,
      me.names('exercises').map((name) => name.slice(0, -3)),
    );
    expect((await me.run('next')).stdout).toBe(
      'You have passed all 20 units. npm run list shows them;\nnpm run solution -- 07 compares yours with the reference, unit by unit.\n',
    );
  });

  test('tells of an exercise that could not be loaded', async () => {
    const me = learner();
    me.exercise('07-echo-server', 'export {\n');
    stand(me, [], { '07-echo-server': graded('started', [0, 22]) });
    expect((await me.run('next')).stdout).toContain('           It could not be loaded.\n');
  });

  test('takes at most ten lines of 80 columns for any check of any unit', async () => {
    const all = (await Promise.all(slugs().map(loadUnit))).flatMap(({ slug, checks }) =>
      checks.map(({ id, title, lesson }) => ({ slug, id, title, path: `${slug}${lesson}` })),
    );
    const longest = (key: 'title' | 'path') =>
      all.toSorted((a, b) => b[key].length - a[key].length)[0];
    for (const found of [longest('title'), longest('path')]) {
      const { slug = '', id = '', title = '' } = found ?? {};
      const me = learner();
      me.exercise(slug, 'export {};\n');
      stand(me, [], { [slug]: graded('failing-again', [20, 24], { check: id }) });
      const lines = (await me.run('next')).stdout.split('\n');
      expect(lines.join(' ').replace(/ +/g, ' ')).toContain(title);
      expect(lines.length - 1).toBeLessThanOrEqual(10);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    }
  });

  test('says what it takes', async () => {
    const { run } = learner();
    expect(await run('next', '-h')).toEqual({ status: 0, stdout: NEXT_HELP, stderr: '' });
    expect((await run('next', '07')).stderr).toBe('npm run next takes no words, but got "07".\n');
  });
});
