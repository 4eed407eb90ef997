import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../grader/course/catalogue.ts';
import { readLesson } from '../../grader/course/lesson.ts';
import { ROOT } from '../helpers/course.ts';

const SLUG = 'appendix-socket-calls';

const CALLS = [
  ...['socket.socket', 'bind', 'listen', 'accept', 'connect', 'connect_ex'],
  ...['recv', 'recv_into', 'recvfrom', 'send', 'sendall', 'sendto', 'close', 'shutdown'],
  ...['getpeername', 'getsockname', 'setsockopt', 'getsockopt', 'settimeout', 'gettimeout'],
  ...['setblocking', 'fileno', 'makefile', 'socketpair', 'gethostbyname', 'getaddrinfo'],
  ...['htons', 'ntohs', 'htonl', 'ntohl', 'inet_aton', 'inet_ntoa', 'inet_pton', 'inet_ntop'],
  ...['struct.pack', 'struct.unpack', 'struct.calcsize'],
];

const { blocks, links, prose } = readLesson(ROOT, SLUG);
const rows = prose
  .split('\n')
  .filter((line) => line.startsWith('|') && !line.startsWith('|---'))
  .map((line) => line.slice(1, -1).split('|'));

/** Each group of calls: its heading and the lines below. */
const groups = prose
  .split(/^## /m)
  .slice(1)
  .filter((group) => !group.startsWith('Further reading'));

describe('the appendix of socket calls', () => {
  test.each(CALLS)('%s stands in the first column of a table', (call) => {
    const called = new RegExp(`(?<![\\w])${call.replace('.', '\\.')}\\(`);
    expect(rows.some(([python = '']) => called.test(python))).toBe(true);
  });

  test('each row has three columns, and says what Node has', () => {
    for (const row of rows) {
      expect(row).toHaveLength(3);
      expect(row[1]?.trim()).not.toBe('');
    }
  });

  test('each group has one table and one block that runs', () => {
    for (const group of groups) expect(group.match(/^\|---/gm)).toHaveLength(1);
    const running = blocks.filter(({ language, words }) => language === 'ts' && words[0] === 'run');
    expect(running).toHaveLength(groups.length);
  });

  test('it is no unit', () => {
    expect(readCatalogue(ROOT).map(({ slug }) => slug)).not.toContain(SLUG);
  });

  test('its links lead to lessons and headings that are there', () => {
    for (const link of links.filter((link) => !/^[a-z]+:/.test(link))) {
      const [file = '', anchor = ''] = link.split('#');
      expect(fs.existsSync(path.join(ROOT, 'lessons', file)), link).toBe(true);
      expect(readLesson(ROOT, path.basename(file, '.md')).anchors, link).toContain(anchor);
    }
  });
});
