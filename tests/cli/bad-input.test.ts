import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../helpers/course.ts';
import { gradeToResults, submission } from '../helpers/workbook.ts';

const SLUG = '07-echo-server';

/** Grades one file as unit 07 and gives what the report shows of it, without the parts that vary. */
async function report(code: string): Promise<{ status: number | null; text: string }> {
  const folder = submission(SLUG, code);
  const { status, stdout, results } = await gradeToResults(['07', '--from', folder, '--seed', '1']);
  expect(results.units.map(({ id, score }) => ({ id, score }))).toEqual([{ id: SLUG, score: 0 }]);
  const text = stdout.replaceAll(folder, 'DIR').replaceAll(folder.split('/').at(-1) ?? '', 'DIR');
  return { status, text };
}

function failure(...lines: string[]): string {
  return [
    `07-echo-server                                                    0 of 22 points`,
    '',
    ...lines,
  ].join('\n');
}

const CHECKS_WAIT = `
  ✗ sendAndReadAll sends, half-closes, and reads to the end        0 of 2 points
    Told when the first is mended, or by --check client-sends-and-reads

  · 11 checks can be played once these pass

0 of 1 unit passes. Next: mend DIR/07-echo-server.ts.
`;

const LISTENS = '  ✗ both servers listen on the address they were given              0 of 1 point';
const AGAIN = `                lessons/07-echo-server.md#what-the-grader-plays
    Again       npm run grade -- 07 --check listens --seed 1`;

test('what TypeScript complains about is told, costs nothing, and is not asked for with --no-types', async () => {
  const slug = '00-bytes-and-text';
  const right = fs.readFileSync(path.join(ROOT, 'solutions', `${slug}.ts`), 'utf8');
  const words = ['00', '--from', submission(slug, `${right}export const six: string = 6;\n`)];
  const told = await gradeToResults(words);
  expect(told.stdout).toContain(
    "TypeScript  00-bytes-and-text.ts:42:14 TS2322: Type 'number' is not",
  );
  const untold = await gradeToResults([...words, '--no-types']);
  expect(untold.stdout).not.toContain('TypeScript');
  for (const { status, results } of [told, untold])
    expect({ status, score: results.units[0]?.score }).toEqual({ status: 0, score: 8 });
});

describe('an exercise that cannot be loaded', () => {
  const ending = '\n0 of 1 unit passes. Next: mend DIR/07-echo-server.ts.\n';

  test('has a syntax error', async () => {
    const { status, text } = await report('export function startEchoServer() {\n  return (1;\n}\n');
    expect(status).toBe(1);
    expect(text).toBe(
      `${failure(
        '  ✗ 07-echo-server could not be loaded',
        '    07-echo-server.ts:2:12',
        '         1  │ export function startEchoServer() {',
        '         2  │   return (1;',
        '                         ^',
        '    Expected ")" but found ";"',
        '',
        "    TypeScript  07-echo-server.ts:2:12 TS1005: ')' expected.",
      )}\n${ending}`,
    );
  });

  test('has a syntax error behind tabs and wide characters', async () => {
    const { text } = await report(
      'export const startEchoServer = 0;\n//\nconst greetings = {\n\thello: "你好" "再见",\n};\n',
    );
    expect(text).toContain(`could not be loaded
    07-echo-server.ts:4:14
         2  │ //
         3  │ const greetings = {
         4  │   hello: "你好" "再见",
                              ^^^^^^
    Expected "}" but found "\\"再见\\""

    TypeScript  07-echo-server.ts:4:14 `);
  });

  test('imports what is not there', async () => {
    const { text } = await report(
      "import { x } from './helpers.ts';\nexport const startEchoServer = x;\n",
    );
    expect(text).toContain(`could not be loaded
    07-echo-server.ts:1:19
         1  │ import { x } from './helpers.ts';
                                ^^^^^^^^^^^^^^
    Cannot find "./helpers.ts"
`);
  });

  test('imports a package, or from outside of its folder', async () => {
    const packaged = await report("import _ from 'lodash';\nexport const startEchoServer = _;\n");
    expect(packaged.text).toContain(
      'Cannot import the package "lodash": exercises use Node\'s own modules only',
    );
    const outside = await report("export * from '../../../../../../etc/hosts.ts';\n");
    expect(outside.text).toContain(`it lies outside of the
    exercises' folder`);
  });

  test('throws while it is loaded', async () => {
    const { text } = await report("import net from 'node:net';\n\nnet.createSever();\n");
    expect(text).toContain(`could not be loaded
    DIR/07-echo-server.ts:3:5
    TypeError: net.createSever is not a function
`);
    expect(text).toContain("'createServer'?");
  });

  test('ends the process while it is loaded', async () => {
    const { text } = await report('process.exit(0);\nexport {};\n');
    expect(text).toContain(`could not be loaded
    Your code called process.exit(0).
    DIR/07-echo-server.ts:1:9
`);
  });

  test('waits for ever at its top level', async () => {
    const { text } = await report('await new Promise(() => {});\nexport {};\n');
    expect(text).toContain(`could not be loaded
    Loading it did not end: a top-level await in it waits for something that
    does not come.
`);
  });

  test('prints before it fails to load', async () => {
    const { text } = await report("console.log('listening?');\nthrow new Error('no');\n");
    expect(text).toContain(`could not be loaded
    DIR/07-echo-server.ts:2:7
    Error: no
    It had printed:
      listening?
`);
  });

  test('loops for ever at its top level', async () => {
    const { text } = await report('for (;;) {}\n');
    expect(text).toContain(`could not be loaded
    Loading it did not end: its top level runs on and on (an endless loop?).
`);
  });
});

describe('an exercise that goes wrong when it is called', () => {
  test('does not export what is asked for', async () => {
    const { text } = await report('export function startEchoSever() {}\n');
    expect(text).toBe(
      `${failure(
        LISTENS,
        '',
        '    Happened    Your file does not export startEchoServer; it exports',
        '                startEchoSever. Is startEchoSever meant to be startEchoServer?',
        '',
        '    Cause       The grader calls startEchoServer by that name, and can only call',
        '                what is exported.',
        '    Next        Compare the names behind the word export with those of the',
        '                lesson, letter by letter.',
        AGAIN,
      )}\n${CHECKS_WAIT}`,
    );
  });

  test('calls process.exit', async () => {
    const { text } = await report('export function startEchoServer() {\n  process.exit(0);\n}\n');
    expect(text).toContain(`    Happened    Your code called process.exit(0).
                DIR/07-echo-server.ts:2:11

    Cause       process.exit() ends the process at once: a server or a function
                that others call must leave that to them.
    Next        What should happen instead: an error thrown, a promise rejected,
                one connection closed?
`);
  });

  test('loops for ever', async () => {
    const { text } = await report('export function startEchoServer() {\n  for (;;) {}\n}\n');
    expect(text).toContain(`    Called      startEchoServer({ host: "127.0.0.1", port: 0 })
    Waited      4.0 s for startEchoServer({ host: "127.0.0.1", port: 0 }): it is
                still running and lets nothing else run

    Cause       Your code did not give control back: no event, timer or promise
                can go on while a loop runs.
`);
  });

  test('takes 2 GB of memory', async () => {
    const code = `export async function startEchoServer() {
      const all: Buffer[] = [];
      for (;;) {
        all.push(Buffer.alloc(50_000_000, 1));
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }`;
    const { text } = await report(code);
    expect(
      text,
    ).toContain(`    Happened    Your process took more memory than it may (512 MiB of JavaScript
                heap, 1 GiB in all) and was ended.
`);
  });

  test('prints without end', async () => {
    const code = `export async function startEchoServer() {
      for (;;) {
        console.log('x'.repeat(1000));
        await new Promise((resolve) => setImmediate(resolve));
      }
    }`;
    const { text } = await report(code);
    expect(text).toContain(
      '    Happened    Your code printed millions of characters and was ended.\n',
    );
    expect(text.length).toBeLessThan(4000);
  });
});
