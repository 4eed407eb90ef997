import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { HINTS_00, type Learner, learner, mended } from '../helpers/learner.ts';
import { hasTerminals, Terminal } from '../helpers/terminal.ts';

const SLUG = '00-bytes-and-text';
const KEYS = 'h hint  e exchange  l lesson  n next  p previous  u units  r replay  q quit';
const KEYS_PASSED =
  'n next  s solution  e exchange  l lesson  p previous  u units  r replay  q quit';

function begin(words: string[] = ['00'], env: NodeJS.ProcessEnv = {}) {
  const me = learner();
  me.write(`grader/units/${SLUG}/hints.yaml`, HINTS_00);
  return { me, terminal: new Terminal(me, ['watch', ...words], env) };
}

/** An editor that saves in place. */
function save(me: Learner, change: (text: string) => string): void {
  me.exercise(SLUG, change(me.exercise(SLUG)));
}

/** The clock, the seconds and the seed are another each time. */
function timeless(screen: string): string {
  return screen
    .replace(/\d\d:\d\d:\d\d/g, 'CLOCK')
    .replace(/in \d+\.\d s/, 'in SECONDS')
    .replace(/seed \d+/g, 'seed SEED');
}

const FAILURE = `00-bytes-and-text                                                  5 of 8 points

  ✗ byteLength counts bytes, not characters                        0 of 3 points

    Called      byteLength("你好")
    Expected    6           e4 bd a0  e5 a5 bd     你 and 好 are 3 bytes each
    Received    2

    Cause       2 is what "你好".length counts: UTF-16 code units. A network
                carries bytes; a length prefix of 2 would lose four of them.
    Next        What would tell you the length of the encoded text?
                lessons/00-bytes-and-text.md#bytes-and-characters
    Again       npm run grade -- 00 --check counts-bytes --seed SEED

  ✓ 4 checks pass

Graded CLOCK in SECONDS, seed SEED: exercises/00-bytes-and-text.ts
`;

describe.runIf(hasTerminals)('npm run watch, on a terminal', () => {
  test('leads through a unit: stub, wrong saves, a syntax error, the pass, and on', async () => {
    const { me, terminal } = begin([]);
    expect(timeless(await terminal.shows(KEYS))).toBe(`${FAILURE}\n${KEYS}`);

    save(me, (text) => text.replace('return text.length;', 'return Buffer.byteLength(text) + 1;'));
    const other = await terminal.shows('Received    6');
    expect(other).toContain('byteLength("hello")');
    expect(me.progress().units[SLUG]).toMatchObject({ state: 'started' });

    save(me, (text) => text.replace('subarray(0, n)', 'subarray(0, n - 1)'));
    expect(await terminal.shows('1 more check fails')).toContain(
      '\n  ✗ 1 more check fails, told when this one is mended: splits-bytes\n',
    );

    save(me, (text) => text.replace('+ 1;', '+;'));
    expect(await terminal.shows('could not be loaded')).toContain('Unexpected ";"');

    save(me, (text) =>
      text.replace('Buffer.byteLength(text) +;', 'text.length;').replace('n - 1', 'n'),
    );
    await terminal.shows('"你好".length counts');
    save(me, mended);
    const passed = timeless(await terminal.shows(KEYS_PASSED));
    expect(
      passed,
    ).toBe(`00-bytes-and-text                                                  8 of 8 points
  ✓ 5 checks pass

Worth a look in the solution: The first thing, which is said at some length so
that it does not fit into one line of a terminal. npm run solution -- 00

It passes. Next: 01-ipv4-addresses, with n.
Graded CLOCK in SECONDS, seed SEED: exercises/00-bytes-and-text.ts

${KEYS_PASSED}`);
    expect(me.progress().units[SLUG]).toMatchObject({ state: 'passed' });

    terminal.type('n');
    expect(await terminal.shows(/not started[\s\S]*q quit$/)).toBe(
      `01-ipv4-addresses                                                    not started

  Read lessons/01-ipv4-addresses.md, then write exercises/01-ipv4-addresses.ts.
  Each save of it is graded.

${KEYS}`,
    );
    expect(terminal.written.includes('\x1b[3')).toBe(false); // no colour
    terminal.type('q');
    expect(await terminal.ended()).toEqual({ status: 0, mode: 'restored' });
  });

  test('each key does what the line below says', async () => {
    const { me, terminal } = begin();
    await terminal.shows(KEYS);
    terminal.type('h');
    const hint = await terminal.shows('2 of 3 hints not seen yet, h again for the next');
    expect(timeless(hint).startsWith(`${FAILURE}\n`)).toBe(true);
    expect(hint).toContain("Print Buffer.from('你好')");
    terminal.type('h');
    await terminal.shows('1 of 3 hints not seen yet');
    terminal.type('e');
    await terminal.shows('nothing crossed the wire');
    terminal.type('e');
    await terminal.shows('Received    2');
    terminal.type('l');
    expect(await terminal.shows('l again opens it')).toMatch(
      /\n {4}Lesson {6}lessons\/00-bytes-and-text\.md#bytes-and-characters\n {16}line \d+: Bytes and characters\n/,
    );
    terminal.type('s');
    await terminal.shows(
      's compares with the solution once 00 passes. Who has to see it now: npm run solution',
    );
    terminal.type('\x1b[A'); // an arrow is no key
    terminal.type('u');
    const units = await terminal.shows('Unit ');
    expect(units).toMatch(/\n00-bytes-and-text +started +5 of 8 /);
    expect(units.trimEnd().split('\n').length).toBeLessThanOrEqual(24);
    terminal.type('x'); // neither is this, but it leads back
    const [, seed] = /--seed (\d+)/.exec(await terminal.shows('Received    2')) ?? [];
    terminal.type('r');
    expect(await terminal.shows(/Graded .* seed/)).toContain(`--seed ${seed}\n`);
    terminal.type('p');
    await terminal.shows('00-bytes-and-text is the first unit.');
    terminal.type('n');
    await terminal.shows('01-ipv4-addresses   ');
    terminal.type('p');
    await terminal.shows('Received    2');
    save(me, mended);
    await terminal.shows(KEYS_PASSED);
    terminal.type('S');
    expect(await terminal.shows('Worth noticing in the reference')).toContain(
      'Yours is the reference, line by line.',
    );
    terminal.type('\x04');
    expect(await terminal.ended()).toEqual({ status: 0, mode: 'restored' });
  });

  test('the first failure is shown while the other checks are played, and keys work', async () => {
    const { me, terminal } = begin();
    await terminal.shows(KEYS);
    save(me, (text) => text.replace('if (!Number.isInteger(n)', 'for (;;) {}\n  $&'));
    const failing = await terminal.shows('playing the other checks …');
    expect(failing).toMatch(/^00-bytes-and-text +0 of 8 points\n\n {2}✗ byteLength counts bytes/);
    terminal.type('h');
    expect(await terminal.shows(/h again[\s\S]*other checks …$/)).toContain(
      '2 of 3 hints not seen yet',
    );
    const slowly =
      'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, n === 0 ? 2000 : 0);';
    save(me, (text) => mended(text).replace('for (;;) {}', `${slowly} n = 1;`));
    expect(await terminal.shows('playing it once more, by itself …')).toMatch(
      /^00-bytes-and-text +3 of 8 points\n\n {2}✗ splitAt cuts between any two bytes/,
    );
    save(me, (text) => text.replace(`${slowly} n = 1;`, ''));
    await terminal.shows(KEYS_PASSED);
    terminal.type('q');
    expect(await terminal.ended()).toEqual({ status: 0, mode: 'restored' });
  });

  test('l twice opens the lesson, where there is a desktop', async () => {
    const me = learner();
    fs.mkdirSync(path.join(me.workbook, 'bin'));
    me.write('bin/xdg-open', `#!/bin/sh\necho "$1" > "${me.workbook}/opened"\n`);
    fs.chmodSync(path.join(me.workbook, 'bin', 'xdg-open'), 0o755);
    const desktop = { DISPLAY: ':0', SSH_CONNECTION: '', SSH_TTY: '' };
    const PATH = `${path.join(me.workbook, 'bin')}:${process.env.PATH}`;
    const terminal = new Terminal(me, ['watch', '01'], { ...desktop, PATH });
    await terminal.shows(KEYS);
    terminal.type('l');
    await terminal.shows('l again opens it');
    terminal.type('l');
    await terminal.shows('Opened lessons/01-ipv4-addresses.md with xdg-open.');
    while (!me.names('.').includes('opened') || me.read('opened') === '')
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(me.read('opened')).toBe('lessons/01-ipv4-addresses.md\n');
    terminal.type('q');
    expect(await terminal.ended()).toEqual({ status: 0, mode: 'restored' });
  });
});
