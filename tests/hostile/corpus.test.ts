import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT } from '../helpers/course.ts';
import { playsHostile } from '../helpers/share.ts';
import { grade, mustBeValid } from '../helpers/workbook.ts';
import { CORPUS } from './corpus.ts';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-hostile-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** Submissions' processes that have lost their grader: on Linux, such belong to process 1. */
function orphans(): string[] {
  if (!fs.existsSync('/proc/self/stat')) return [];
  const read = (pid: string, file: string) => {
    try {
      return fs.readFileSync(`/proc/${pid}/${file}`, 'latin1');
    } catch {
      return ''; // it has ended meanwhile
    }
  };
  return fs
    .readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && read(pid, 'cmdline').includes('child/main.js'))
    .filter((pid) =>
      read(pid, 'stat')
        .replace(/^.*\) \S /, '')
        .startsWith('1 '),
    );
}

function asPattern(told: string | RegExp): RegExp {
  return typeof told === 'string' ? new RegExp(told.replace(/[^\w ]/g, '\\$&')) : told;
}

afterAll(() => expect(orphans()).toEqual([]));

// Each is graded together with a right answer to another unit: that one has to get its points all the same.
describe.concurrent('hostile submissions', () => {
  for (const [i, { idea, code, most, least = 0, told }] of CORPUS.entries()) {
    if (!playsHostile(i)) continue;
    test(idea, async () => {
      const folder = path.join(scratch, String(i));
      fs.mkdirSync(folder);
      fs.writeFileSync(path.join(folder, '07-echo-server.ts'), code);
      fs.copyFileSync(
        path.join(ROOT, 'solutions', '07-echo-server.ts'),
        path.join(folder, 'right.ts'),
      );
      fs.copyFileSync(
        path.join(ROOT, 'solutions', '00-bytes-and-text.ts'),
        path.join(folder, '00-bytes-and-text.ts'),
      );
      const json = path.join(folder, 'results.json');
      const { status, stdout, stderr } = await grade([
        '00',
        '07',
        '--no-types',
        '--from',
        folder,
        '--json',
        json,
      ]);
      const results = mustBeValid(JSON.parse(fs.readFileSync(json, 'utf8')));
      const [bytes, servers] = results.units;
      expect({ status: servers?.status, stderr }, stdout).toEqual({
        status: least === 22 ? 'pass' : expect.stringMatching(/^(pass|fail)$/),
        stderr: '',
      });
      expect(servers?.score, stdout).toBeLessThanOrEqual(most);
      expect(servers?.score, stdout).toBeGreaterThanOrEqual(least);
      if (most < 22) expect(servers?.status).toBe('fail');
      expect(status).toBe(servers?.status === 'pass' ? 0 : 1);
      if (told) expect(stdout.replace(/\s+/g, ' ')).toEqual(expect.stringMatching(asPattern(told)));
      expect(bytes?.score, stdout).toBe(8);
    });
  }
});
