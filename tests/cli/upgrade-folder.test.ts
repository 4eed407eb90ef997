import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { UPGRADE_HELP } from '../../grader/commands/upgrade.ts';
import { graded, type Learner, learner, mended } from '../helpers/learner.ts';
import { type Newer, newerThan, snapshot } from '../helpers/newer.ts';
import { temporaryFolder } from '../helpers/workbook.ts';

const STUB = `/** Says what it is asked. */
export function say(text: string): string {
  throw new Error('say is not written yet');
}
`;
const NEW_STUB = STUB.replace('say(text: string)', 'say(text: string, loud = false)');
const MINE = '// mine, and nobody else’s\r\nexport {};';
const DATED = '2026-11-21T15-30-05';

/** Somebody who has written 07 and 12, a file beside them, notes in a lesson, and passed 12. */
function somebody(): { me: Learner; newer: Newer } {
  const me = learner();
  for (const slug of ['03-ports', '07-echo-server']) {
    me.write(`grader/units/${slug}/stub.ts`, STUB);
    me.exercise(slug, STUB);
  }
  const newer = newerThan(me, '0.2.0');
  me.exercise('07-echo-server', MINE);
  me.exercise('12-struct-packing', MINE);
  me.write('exercises/my-helper.ts', 'export const own = 1;\n');
  me.write(`exercises/12-struct-packing.${DATED}.ts`, '// kept by reset\n');
  me.write('notes.txt', 'notes\n');
  me.write('results.json', '{}\n');
  me.write('lessons/07-echo-server.md', `${me.read('lessons/07-echo-server.md')}My notes.\n`);
  me.write(
    '.progress.json',
    JSON.stringify({ version: 1, units: { '12-struct-packing': graded('passed', [23, 23]) } }),
  );
  return { me, newer };
}

/** With the folder of kept files by one name, whenever it was made. */
function undated(text: string): string {
  return text.replace(/kept\/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(-\d+)?/g, 'kept/DATE');
}

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

describe('a stub that changed is told of later, too', () => {
  async function upgraded(): Promise<Learner> {
    const { me, newer } = somebody();
    newer.stub('07-echo-server', NEW_STUB);
    await me.run('upgrade', newer.workbook);
    // One more version: what the exercise was begun from is still the first.
    newer.version('0.3.0');
    newer.stub('07-echo-server', NEW_STUB.replace('loud = false', 'loud = true'));
    await me.run('upgrade', newer.workbook);
    return me;
  }

  const CHANGES = `- the stub of 07-echo-server in 0.1.0
+ the stub of 07-echo-server in 0.3.0

@@ line 1 of the old stub, line 1 of the new one @@
 /** Says what it is asked. */
-export function say(text: string): string {
+export function say(text: string, loud = true): string {
   throw new Error('say is not written yet');
 }

Take over into yours what you need of it, or begin anew with the new stub, which
keeps yours beside it: npm run reset -- 07
`;
  const NONE = `The stub of 07-echo-server has not changed since you began,
or you have passed the unit or reset it after that.
`;
  const LINE = 'The stub of 07 has changed: npm run upgrade -- --changes 07\n';

  test('by --changes, list and grade', async () => {
    const me = await upgraded();
    for (const words of [['07'], []])
      expect(await me.run('upgrade', '--changes', ...words)).toEqual({
        status: 0,
        stderr: '',
        stdout: CHANGES,
      });
    expect((await me.run('list')).stdout).toContain(
      '07-echo-server                 edited, new stub             22  06       60\n',
    );
    expect((await me.run('list')).stdout).toContain(`
What changed in a new stub: npm run upgrade -- --changes 07
What to do now: npm run next
`);
    const failing = await me.run('grade', '07', '--no-types');
    expect(failing.stdout.endsWith(`\n${LINE}`)).toBe(true);
    expect((await me.run('list')).stdout).toContain(
      '07-echo-server                 started, new stub       0 of 22  06       60\n',
    );
  });

  test('until the unit passes', async () => {
    const slug = '00-bytes-and-text';
    const me = learner();
    const newer = newerThan(me, '0.2.0');
    newer.stub(slug, `// Mend one mistake.\n${newer.exercise(slug)}`);
    me.exercise(slug, `// mine\n${me.exercise(slug)}`);
    await me.run('upgrade', newer.workbook);
    expect((await me.run('upgrade', '--changes', '00')).stdout).toContain(
      '+// Mend one mistake.\n',
    );
    const line = 'The stub of 00 has changed: npm run upgrade -- --changes 00\n';
    expect((await me.run('grade', '00', '--no-types')).stdout).toContain(line);
    expect((await me.run('grade', '00', '--from', '.')).stdout).not.toContain(line);
    me.exercise(slug, mended(me.exercise(slug)));
    const { status, stdout } = await me.run('grade', '00', '--no-types');
    expect(status).toBe(0);
    expect(stdout).not.toContain(line);
    expect((await me.run('upgrade', '--changes', '00')).stdout).toBe(
      NONE.replace('07-echo-server', slug),
    );
    expect((await me.run('list')).stdout).not.toContain('new stub');
  });

  test('until the unit is reset', async () => {
    const me = await upgraded();
    await me.run('reset', '07');
    me.exercise('07-echo-server', '// anew\n');
    expect((await me.run('upgrade', '--changes', '07')).stdout).toBe(NONE);
    expect((await me.run('upgrade', '--changes')).stdout).toBe(
      'No stub has changed since you began, of units that you have not passed since.\n',
    );
  });

  test('and no more when the stub is the first again; a damaged record tells of none', async () => {
    const { me, newer } = somebody();
    newer.stub('07-echo-server', NEW_STUB);
    await me.run('upgrade', newer.workbook);
    newer.version('0.3.0');
    newer.stub('07-echo-server', STUB);
    expect((await me.run('upgrade', newer.workbook)).stdout).not.toContain('- the stub of');
    expect((await me.run('upgrade', '--changes', '07')).stdout).toBe(NONE);
    me.write('.upgrade.json', '{ "course"');
    expect((await me.run('upgrade', '--changes', '07')).stdout).toBe(NONE);
    newer.version('0.4.0');
    expect((await me.run('upgrade', newer.workbook)).stdout).toContain('Nothing tells here');
  });
});

describe('it refuses, and does nothing', () => {
  async function refused(me: Learner, ...words: string[]): Promise<string> {
    const before = snapshot(me);
    const { status, stdout, stderr } = await me.run('upgrade', ...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(snapshot(me)).toEqual(before);
    return stderr;
  }

  test('an older version, the workbook itself, and what is no workbook', async () => {
    const { me, newer } = somebody();
    const folder = newer.workbook;
    newer.version('0.0.9');
    expect(await refused(me, folder)).toBe(
      `${folder} holds version 0.0.9, which is older than yours, 0.1.0.\nNothing was done.\n`,
    );
    expect(await refused(me, '.')).toBe(
      '. is this workbook itself. Give the folder of the newer one.\n',
    );
    const no = (said: string) =>
      `${said} is not the workbook: it has no package.json of network-workbook,\nor no grader/units/ with stubs in it.\n`;
    expect(await refused(me, 'exercises')).toBe(no('exercises'));
    newer.write('package.json', '{ "name": "network-workbook", "vers');
    expect(await refused(me, folder)).toBe(no(folder));
    newer.write('package.json', '{ "name": "another", "version": "0.2.0" }');
    expect(await refused(me, folder)).toBe(no(folder));
    newer.write('package.json', '{ "name": "network-workbook", "version": "next" }');
    expect(await refused(me, folder)).toBe(no(folder));
  });

  test('a folder that is not there, or no folder, or several', async () => {
    const { me } = somebody();
    expect(await refused(me, 'nowhere')).toBe(
      `There is no folder ${path.join(me.workbook, 'nowhere')}.\n`,
    );
    expect(await refused(me, '07')).toBe(
      `There is no folder ${path.join(me.workbook, '07')}.\nDid you mean npm run upgrade -- --changes 07?\n`,
    );
    expect(await refused(me, 'package.json')).toBe(
      'package.json is a file. Unpack it first, then give the folder that it was unpacked to.\n',
    );
    expect(await refused(me, 'My', 'Downloads')).toBe(
      'npm run upgrade takes one folder, but got "My Downloads".\nA name with a space in it needs quotation marks.\n',
    );
    expect(
      await refused(me),
    ).toBe(`Which folder? This workbook is no git checkout of its own, or git is not
installed. Download the newer version, unpack it beside this folder, then run
npm run upgrade -- FOLDER
`);
    expect(await refused(me, '--dyr-run')).toBe(
      "Unknown option '--dyr-run'. Did you mean --dry-run? npm run upgrade -- --help lists the options.\n",
    );
    expect(await refused(me, '--changes', '70')).toMatch(/^No unit is called "70"\. /);
    expect(await me.run('upgrade', '--help')).toEqual({
      status: 0,
      stdout: UPGRADE_HELP,
      stderr: '',
    });
  });

  test('where a folder of the learner’s is in the way of a file, or Node is too old', async () => {
    const { me, newer } = somebody();
    const blocked = async () => {
      const before = snapshot(me);
      const { status, stdout, stderr } = await me.run('upgrade', newer.workbook);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(snapshot(me)).toEqual(before);
      return stderr;
    };
    fs.mkdirSync(path.join(newer.workbook, 'tools'));
    newer.write('tools/tool.ts', '');
    me.write('tools', 'mine');
    expect(await blocked()).toBe(
      'tools is a file here, and a folder in the new version.\nGive your file another name, then try again.\n',
    );
    me.remove('tools');
    fs.mkdirSync(path.join(me.workbook, 'tools', 'tool.ts'), { recursive: true });
    expect(await blocked()).toBe(
      'tools/tool.ts is a folder here, and a file in the new version.\nGive your folder another name, then try again.\n',
    );
    fs.rmSync(path.join(me.workbook, 'tools'), { recursive: true });
    newer.write(
      'package.json',
      newer.read('package.json').replace(/"node": ".*"/, '"node": ">=99.1"'),
    );
    expect(await blocked()).toBe(
      `Version 0.2.0 needs Node 99.1 or newer, and this is Node ${process.versions.node}.\nNothing was changed. Install a newer Node, then try again.\n`,
    );
    me.write('package.json', '{}');
    expect(await blocked()).toBe(
      `package.json in ${me.workbook}\ndoes not say which version of the workbook this is.\n`,
    );
  });
});

test('the temporary folder is gone afterwards', async () => {
  const { me, newer } = somebody();
  const folder = temporaryFolder();
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  try {
    await me.run('upgrade', newer.workbook);
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  expect(fs.readdirSync(folder)).toEqual([]);
});
