import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { newEntries } from '../../grader/course/upgrade/changelog.ts';
import { compareVersions, readWorkbook } from '../../grader/course/upgrade/workbook.ts';
import { ROOT } from '../helpers/course.ts';
import { temporaryFolder } from '../helpers/workbook.ts';

test('versions are ordered by their numbers, and those before a version come before it', () => {
  const order = [
    '0.1.0',
    '0.2.0',
    '0.10.0',
    '1.0.0-rc.1',
    '1.0.0-rc.2',
    '1.0.0',
    '1.0.1',
    '10.0.0',
  ];
  expect(order.toReversed().sort(compareVersions)).toEqual(order);
  expect(compareVersions('1.2.3', '1.2.3')).toBe(0);
});

test('the changelog is read from one version to another', () => {
  const folder = temporaryFolder();
  fs.writeFileSync(
    path.join(folder, 'CHANGELOG.md'),
    '# Changelog\r\n\n## Unreleased\n\n- Not yet.\n\n## [0.3.0] - 2027-01-01\n\n- Three,\n  in two lines.\n- More.\n\n## v0.2.0\n\nIn general:\n\n- Two.\n\n## 0.1.0\n\n- One.\n',
  );
  expect(newEntries(folder, '0.1.0', '0.3.0')).toEqual(['Three, in two lines.', 'More.', 'Two.']);
  expect(newEntries(folder, '0.2.0', '0.2.5')).toEqual([]);
  expect(newEntries(folder, '0.0.1', '0.1.0')).toEqual(['One.']);
  expect(newEntries(temporaryFolder(), '0.1.0', '0.2.0')).toEqual([]);
});

test('this workbook says which version it is, and its lock file says the same', () => {
  const lock: unknown = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  expect(lock).toMatchObject({ version: readWorkbook(ROOT)?.version });
});
