import { describe, expect, test } from 'vitest';
import { type Learner, learner, mended } from '../helpers/learner.ts';
import { newerThan } from '../helpers/newer.ts';
import { NEW_STUB, STUB, somebody } from '../helpers/upgrading.ts';

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
