import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { UPGRADE_HELP } from '../../grader/commands/upgrade.ts';
import type { Learner } from '../helpers/learner.ts';
import { snapshot } from '../helpers/newer.ts';
import { somebody } from '../helpers/upgrading.ts';
import { temporaryFolder } from '../helpers/workbook.ts';

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
