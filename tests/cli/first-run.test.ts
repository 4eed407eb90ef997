import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, slugs } from '../helpers/course.ts';
import { freshWorkbook, grade, gradeToResults, submission } from '../helpers/workbook.ts';

/** The README's first block after a heading of this text. */
function readmeBlock(after: string): string {
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const [, block] =
    new RegExp(`${after}[\\s\\S]*?\`\`\`console\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  if (block === undefined) throw new Error(`README.md has no console block after "${after}"`);
  return block;
}

test('a fresh clone shows what the README shows', async () => {
  const { status, stdout, stderr } = await grade(['--seed', '5113'], { workbook: freshWorkbook() });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(`$ npm run grade\n\n${stdout}`).toBe(readmeBlock('# '));
});

test('every stub but that of 00 is not started', async () => {
  const { results } = await gradeToResults([], { workbook: freshWorkbook() });
  const statuses = Object.fromEntries(results.units.map(({ id, status }) => [id, status]));
  const expected = slugs().map((slug) => [slug, slug.startsWith('00-') ? 'fail' : 'not-started']);
  expect(statuses).toEqual(Object.fromEntries(expected));
});

test('00 fails one check, by the mistake that it ships with', async () => {
  const { results } = await gradeToResults(['00'], { workbook: freshWorkbook() });
  const checks = results.units[0]?.checks ?? [];
  expect(
    checks.filter(({ status }) => status !== 'pass').map(({ id, cause }) => [id, cause?.id]),
  ).toEqual([['counts-bytes', 'utf16-code-units']]);
});

test('white space at the ends of lines, as Windows and editors leave it, does not start a unit', async () => {
  const workbook = freshWorkbook();
  const file = path.join(workbook, 'exercises', '07-echo-server.ts');
  fs.writeFileSync(file, `${fs.readFileSync(file, 'utf8').replaceAll('\n', ' \r\n')}\r\n`);
  const { results } = await gradeToResults(['07'], { workbook });
  expect(results.units[0]?.status).toBe('not-started');
});

test('the solutions pass, all of them', async () => {
  const { status, results } = await gradeToResults(['--from', 'solutions']);
  expect(status).toBe(0);
  expect(results.status).toBe('pass');
  expect(results.score).toBe(results.max_score);
  expect(results.units.map(({ id }) => id)).toEqual(slugs());
});

/** Sends 1 MiB back with its last byte changed. */
const CHANGES_A_BYTE = `
import net from 'node:net';
export function startEchoServer(address: net.ListenOptions): Promise<net.Server> {
  const server = net.createServer((socket) => {
    socket.on('data', (chunk) => socket.write(chunk.map((byte) => (byte === 7 ? 8 : byte))));
  });
  server.listen(address);
  return new Promise((resolve) => server.on('listening', () => resolve(server)));
}
`;

test('a seed repeats the same inputs, verdict and message, apart from times', async () => {
  const folder = submission('07-echo-server', CHANGES_A_BYTE);
  const play = async (seed: string) => {
    const words = ['07', '--from', folder, '--check', 'echoes-all', '--seed', seed];
    const { results } = await gradeToResults(words);
    const check = results.units[0]?.checks[0];
    const sent = check?.exchange.events.filter(({ from }) => from === 'grader');
    const message = check?.message.replace(/ +\d+\.\d ms .*\n/g, '');
    return {
      status: check?.status,
      message,
      sent: sent?.map(({ hex, length }) => ({ hex, length })),
    };
  };
  const first = await play('77');
  expect(first.status).toBe('fail');
  expect(first.message).toContain('^^ byte');
  expect(await play('77')).toEqual(first);
  expect((await play('78')).sent).not.toEqual(first.sent);
});
