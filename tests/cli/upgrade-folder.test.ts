import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { snapshot } from '../helpers/newer.ts';
import { DATED, MINE, NEW_STUB, STUB, somebody, undated } from '../helpers/upgrading.ts';

describe('npm run upgrade -- FOLDER', () => {
  test('keeps what the learner wrote, and says what changed', async () => {
    const { me, newer } = somebody();
    newer.stub('03-ports', NEW_STUB);
    newer.stub('07-echo-server', NEW_STUB);
    newer.addUnit('20-new-things', '03-ports');
    newer.removeUnit('19-reliable-udp');
    newer.write('lessons/07-echo-server.md', `${newer.read('lessons/07-echo-server.md')}More.\n`);
    newer.write(
      'CHANGELOG.md',
      '# Changelog\n\n## Unreleased\n\n- Not yet.\n\n## 0.2.0\n\n- A unit on new things, which\n  are new.\n- 03 and 07 are loud.\n\n## 0.1.0\n\n- All.\n',
    );
    const before = snapshot(me);

    const { status, stdout, stderr } = await me.run('upgrade', newer.workbook);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(undated(stdout)).toBe(`The workbook, from 0.1.0 to 0.2.0, out of ${newer.workbook}

What is new
  - A unit on new things, which are new.
  - 03 and 07 are loud.

Units
  The stub of 03-ports changed: exercises/03-ports.ts is the new one.
  The stub of 07-echo-server changed. Yours stays as it is; what changed is
  below.
  20-new-things is new: lessons/20-new-things.md.
  19-reliable-udp is no longer part of the course.

Your exercises
  The 2 that you have edited stay as they are.

Other files
  4 replaced, 4 added, 3 removed.
  Nothing tells here which of them you had edited, so what was in their place
  is kept: 7 files in kept/DATE. If you had edited none, you
  may delete that folder.

- the stub of 07-echo-server in 0.1.0
+ the stub of 07-echo-server in 0.2.0

@@ line 1 of the old stub, line 1 of the new one @@
 /** Says what it is asked. */
-export function say(text: string): string {
+export function say(text: string, loud = false): string {
   throw new Error('say is not written yet');
 }

This is version 0.2.0 now.
Next: npm run next.
`);
    const [kept = ''] = me.names('kept');
    const same = [
      'exercises/07-echo-server.ts',
      'exercises/12-struct-packing.ts',
      `exercises/12-struct-packing.${DATED}.ts`,
      'exercises/my-helper.ts',
      '.progress.json',
      'notes.txt',
      'results.json',
    ];
    const after = snapshot(me);
    const shipped = snapshot(newer);
    const old = [
      'grader/units/03-ports/stub.ts',
      'grader/units/07-echo-server/stub.ts',
      'grader/units/19-reliable-udp/stub.ts',
      'lessons/07-echo-server.md',
      'lessons/19-reliable-udp.md',
      'package.json',
      'solutions/19-reliable-udp.ts',
    ];
    delete after['.upgrade.json'];
    expect(after).toEqual({
      ...shipped,
      ...Object.fromEntries(same.map((name) => [name, before[name]])),
      ...Object.fromEntries(old.map((name) => [`kept/${kept}/${name}`, before[name]])),
    });
  });

  test('--dry-run, and npm without its --, say the same and do nothing', async () => {
    const { me, newer } = somebody();
    newer.stub('03-ports', NEW_STUB);
    const before = snapshot(me);
    const dry = await me.run('upgrade', newer.workbook, '--dry-run');
    expect({ status: dry.status, stderr: dry.stderr }).toEqual({ status: 0, stderr: '' });
    expect(dry.stdout).toContain(
      '  The stub of 03-ports changed: exercises/03-ports.ts is the new one.\n',
    );
    expect(dry.stdout.split('\n').slice(-3)).toEqual([
      '',
      'Nothing was written. Without --dry-run, this is what will be done.',
      '',
    ]);
    process.env.npm_config_dry_run = 'true';
    const forgotten = await me.run('upgrade', newer.workbook).finally(() => {
      delete process.env.npm_config_dry_run;
    });
    expect(undated(forgotten.stdout)).toBe(undated(dry.stdout));
    expect(snapshot(me)).toEqual(before);
  });

  test('twice is as once', async () => {
    const { me, newer } = somebody();
    newer.stub('07-echo-server', NEW_STUB);
    await me.run('upgrade', newer.workbook);
    const before = snapshot(me);
    expect(await me.run('upgrade', newer.workbook)).toEqual({
      status: 0,
      stderr: '',
      stdout: `${newer.workbook} holds version 0.2.0, which you have: nothing was done.\n`,
    });
    expect(snapshot(me)).toEqual(before);
  });

  test('from the second on, it knows which files were edited', async () => {
    const { me, newer } = somebody();
    await me.run('upgrade', newer.workbook);
    const lesson = (slug: string, more: string) =>
      [me, newer].map(({ read, write }, i) => {
        const name = `lessons/${slug}.md`;
        const text = read(name) + (i === 0 ? more : 'Theirs.\n');
        if (i === 1 || more !== '') write(name, text);
        return text;
      });
    newer.version('0.3.0');
    const [mine03 = ''] = lesson('03-ports', 'Mine.\n');
    const [, theirs04 = ''] = lesson('04-layers-and-frames', '');
    me.write('lessons/05-tcp-handshake.md', `${me.read('lessons/05-tcp-handshake.md')}Mine.\n`);
    me.remove('solutions/05-tcp-handshake.ts');
    const mine05 = me.read('lessons/05-tcp-handshake.md');
    newer.removeUnit('19-reliable-udp');
    me.write('solutions/19-reliable-udp.ts', '// mine\n');

    const before = new Set(me.names('kept'));
    const { stdout } = await me.run('upgrade', newer.workbook);
    const [kept] = me.names('kept').filter((name) => !before.has(name));
    expect(undated(stdout)).toBe(`The workbook, from 0.2.0 to 0.3.0, out of ${newer.workbook}

Units
  19-reliable-udp is no longer part of the course.

Your exercises
  The 2 that you have edited stay as they are.

Other files
  3 replaced, 3 removed.
  These you had edited. The new version has them otherwise, and yours are kept
  in kept/DATE:
    lessons/03-ports.md
    solutions/19-reliable-udp.ts

This is version 0.3.0 now.
Next: npm run next.
`);
    expect(me.read(`kept/${kept}/lessons/03-ports.md`)).toBe(mine03);
    expect(me.read(`kept/${kept}/solutions/19-reliable-udp.ts`)).toBe('// mine\n');
    expect(me.read('lessons/03-ports.md')).toBe(newer.read('lessons/03-ports.md'));
    expect(me.read('lessons/04-layers-and-frames.md')).toBe(theirs04);
    expect(me.read('lessons/05-tcp-handshake.md')).toBe(mine05);
    expect(me.names('solutions')).not.toContain('05-tcp-handshake.ts');
  });

  test('a unit that is called otherwise takes the work, its grades and kept work with it', async () => {
    const { me, newer } = somebody();
    newer.addUnit('13-struct-packing', '12-struct-packing');
    newer.removeUnit('12-struct-packing');
    newer.addUnit('04-frames', '04-layers-and-frames');
    newer.removeUnit('04-layers-and-frames');
    me.write('exercises/04-frames.ts', '// a file of my own\n');
    const { stdout } = await me.run('upgrade', newer.workbook);
    expect(stdout).toContain(`Units
  04-layers-and-frames is called 04-frames now. The file
  exercises/04-frames.ts that was there is kept.
  12-struct-packing is called 13-struct-packing now. Your exercise and its
  grades go with it.
`);
    expect(me.exercise('13-struct-packing')).toBe(MINE);
    expect(me.read(`exercises/13-struct-packing.${DATED}.ts`)).toBe('// kept by reset\n');
    expect(Object.keys(me.progress().units)).toEqual(['13-struct-packing']);
    expect(me.names('exercises').filter((name) => name.startsWith('12-'))).toEqual([]);
    const [kept] = me.names('kept');
    expect(me.read(`kept/${kept}/exercises/04-frames.ts`)).toBe('// a file of my own\n');
    expect(me.exercise('04-frames')).toBe(newer.read('grader/units/04-frames/stub.ts'));
    const { stdout: list } = await me.run('list');
    expect(list).toContain('13-struct-packing              passed, edited since     23 of 23  ');
  });

  test('what goes and what comes leaves the learner’s file where it is', async () => {
    const { me, newer } = somebody();
    newer.removeUnit('07-echo-server');
    newer.addUnit('20-new-things', '03-ports');
    newer.stub('20-new-things', NEW_STUB);
    me.write('exercises/20-new-things.ts', MINE);
    const { stdout } = await me.run('upgrade', newer.workbook);
    expect(stdout).toContain(`Units
  20-new-things is new: lessons/20-new-things.md. Your own file
  exercises/20-new-things.ts stays: npm run reset -- 20 puts the stub there,
  and keeps yours.
  07-echo-server is no longer part of the course. Your
  exercises/07-echo-server.ts stays.
`);
    expect(me.exercise('07-echo-server')).toBe(MINE);
    expect(me.exercise('20-new-things')).toBe(MINE);
  });

  test('a stub with the ends of lines of Windows is a stub, and a file that is missing comes back', async () => {
    const { me, newer } = somebody();
    newer.stub('03-ports', NEW_STUB);
    newer.stub('04-layers-and-frames', NEW_STUB);
    me.exercise('03-ports', STUB.replaceAll('\n', ' \r\n'));
    me.remove('exercises/04-layers-and-frames.ts');
    me.remove('exercises/05-tcp-handshake.ts');
    await me.run('upgrade', newer.workbook);
    expect(me.exercise('03-ports')).toBe(NEW_STUB);
    expect(me.exercise('04-layers-and-frames')).toBe(NEW_STUB);
    expect(me.names('exercises')).not.toContain('05-tcp-handshake.ts');
  });

  test('the exercises that somebody solved in the newer folder stay there', async () => {
    const { me, newer } = somebody();
    newer.stub('03-ports', NEW_STUB);
    newer.exercise('03-ports', '// theirs\n');
    newer.write('exercises/theirs.ts', '');
    newer.write('.progress.json', '{}');
    const progress = me.read('.progress.json');
    await me.run('upgrade', newer.workbook);
    expect(me.exercise('03-ports')).toBe(NEW_STUB);
    expect(me.names('exercises')).not.toContain('theirs.ts');
    expect(me.read('.progress.json')).toBe(progress);
  });

  test('names files that were written after the others as perhaps edited', async () => {
    const { me, newer } = somebody();
    for (const slug of ['02-ipv6-addresses', '03-ports', '07-echo-server'])
      newer.write(`lessons/${slug}.md`, `${newer.read(`lessons/${slug}.md`)}More.\n`);
    for (const name of ['lessons/02-ipv6-addresses.md', 'lessons/03-ports.md', 'package.json'])
      fs.utimesSync(path.join(me.workbook, name), 1, 1);
    expect((await me.run('upgrade', newer.workbook)).stdout).toContain(
      '  By their times, you may have edited these:\n    lessons/07-echo-server.md\n\nThis is',
    );
  });

  test('takes the only folder of the one that a zip was unpacked to, and tells of other packages', async () => {
    const { me, newer } = somebody();
    newer.write('package-lock.json', '{ "packages": { "node_modules/diff": {} } }\n');
    const { status, stdout } = await me.run('upgrade', path.dirname(newer.workbook));
    expect(status).toBe(0);
    expect(stdout.split('\n').slice(-3)).toEqual([
      'This is version 0.2.0 now.',
      'Next: npm ci, since it needs other packages; then npm run next.',
      '',
    ]);
  });
});
