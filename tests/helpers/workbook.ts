import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { onTestFinished } from 'vitest';
import schema from '../../grader/report/results.schema.json' with { type: 'json' };
import type { Results } from '../../grader/report/results.ts';
import { ROOT } from './course.ts';

const validate = new Ajv2020({ allErrors: true }).compile(schema);

/** Throws where results do not keep to the published schema. */
export function mustBeValid(results: unknown): Results {
  if (!validate(results)) throw new Error(JSON.stringify(validate.errors, null, 2));
  return results as unknown as Results;
}

/** A folder of its own for one test. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-test-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with one submission in it. */
export function submission(slug: string, code: string): string {
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, `${slug}.ts`), code);
  return folder;
}

/** The workbook as somebody has it who has just cloned it: its exercises are the stubs. */
export function freshWorkbook(): string {
  const folder = temporaryFolder();
  for (const name of ['grader', 'lessons', 'solutions', 'package.json', 'package-lock.json']) {
    fs.cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  fs.mkdirSync(path.join(folder, 'exercises'));
  for (const slug of fs.readdirSync(path.join(folder, 'grader', 'units'))) {
    const stub = path.join(folder, 'grader', 'units', slug, 'stub.ts');
    fs.copyFileSync(stub, path.join(folder, 'exercises', `${slug}.ts`));
  }
  return folder;
}

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the grader as npm does, in a workbook (this one, unless it is told another). */
export function grade(
  words: string[],
  options: { workbook?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const { workbook = ROOT, env = {} } = options;
  const { WORKBOOK_BUILD: _, NO_COLOR: __, FORCE_COLOR: ___, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    [path.join(workbook, 'grader', 'start.mjs'), 'grade', ...words],
    {
      cwd: workbook,
      env: { ...inherited, INIT_CWD: workbook, ...env },
    },
  );
  const ended: Ended = { status: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
  return new Promise((resolve) => child.on('close', (status) => resolve({ ...ended, status })));
}

/** Runs the grader and gives what it wrote to results.json, which has to keep to the schema. */
export async function gradeToResults(
  words: string[],
  options?: Parameters<typeof grade>[1],
): Promise<Ended & { results: Results }> {
  const file = path.join(temporaryFolder(), 'results.json');
  const ended = await grade([...words, '--json', file], options);
  return { ...ended, results: mustBeValid(JSON.parse(fs.readFileSync(file, 'utf8'))) };
}
