import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** `--no-warnings`: what Node itself says on standard error would be taken for the command's. */
function script(code: string): string[] {
  return [process.execPath, '--no-warnings', '-e', code.replaceAll('\n', ' '), '--'];
}

const BEGIN = `const [, port, id] = process.argv;
const { connect } = require('node:net');
const begin = () => {
  const witness = connect(Number(port), '127.0.0.1', () => witness.write(id));
  witness.on('data', (text) => process.stdout.write(text));
  witness.on('error', () => {});
};
process.stdout.write('begun', begin);`;

/**
 * The allow-list that servers are given. The scripts run on every platform, and hold no character that
 * a shell sees in double quotes: a server that uses one is to stumble over arguments, not over these.
 */
export const COMMANDS: Record<string, string[]> = {
  /** Prints two texts in hexadecimal (- for none) on stdout and stderr, and ends with a status. */
  say: script(`const [, out, err, status] = process.argv;
process.stdout.write(Buffer.from(out, 'hex'));
process.stderr.write(Buffer.from(err, 'hex'));
process.exitCode = Number(status);`),
  /** Fills one output, and then the other. */
  fill: script(`const [, first, size, second, rest, text] = process.argv;
process[first].write(Buffer.alloc(Number(size), text), () =>
  process[second].write(Buffer.alloc(Number(rest), text)));`),
  args: script('console.log(JSON.stringify(process.argv.slice(1)))'),
  /** Counts the bytes of its input up to their end. */
  input: script(`let bytes = 0;
process.stdin.on('data', (chunk) => { bytes += chunk.length; });
process.stdin.on('end', () => console.log(bytes));`),
  问候: script(`process.stdout.write(process.argv.slice(1).join(' '))`),
  /** Says to a witness that it runs, and goes on until the witness lets it go. */
  wait: script(BEGIN),
  /** As wait, and does not end when it is asked to. */
  hang: script(`process.on('SIGTERM', () => {});\n${BEGIN}`),
  endless: script(`const text = 'x'.repeat(1000);
const more = () => process.stdout.write(text, more);
more();`),
  missing: ['no-such-program-in-the-workbook', 'now'],
};

/** The arguments with which `say` prints this. */
export function saying(stdout: string | Uint8Array, stderr: string | Uint8Array = '', status = 0) {
  const hex = (text: string | Uint8Array) => Buffer.from(text).toString('hex') || '-';
  return [hex(stdout), hex(stderr), String(status)];
}

/** How long this machine takes at this moment to start and end a program, in milliseconds. */
export async function startTime(): Promise<number> {
  const began = performance.now();
  await promisify(execFile)(process.execPath, ['-e', '0']);
  return performance.now() - began;
}

/** How long a program may be waited for, after `ms` that an idle machine would not need. */
export async function grace(): Promise<number> {
  return Math.min(30_000, Math.ceil(10 * (await startTime())));
}
